public import ArgumentParser
public import VisionRuntime

extension InferencePrecision: ExpressibleByArgument {}

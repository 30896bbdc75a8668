public import ArgumentParser
public import SurveyMapping

extension FrameScale: ExpressibleByArgument {}

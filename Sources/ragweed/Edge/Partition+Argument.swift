public import ArgumentParser
public import EdgeDeployment

extension Partition.Objective: ExpressibleByArgument {}

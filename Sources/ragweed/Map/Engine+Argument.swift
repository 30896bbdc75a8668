public import ArgumentParser
public import SurveyMapping

extension Engine.Choice: ExpressibleByArgument {}

extension Engine.Device: ExpressibleByArgument {}

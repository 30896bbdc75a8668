public import ArgumentParser
public import SurveyMapping

extension ModelStatements.Scores: ExpressibleByArgument {}

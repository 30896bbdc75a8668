public import ArgumentParser
public import InfestationReporting

extension PrescriptionFiles.Kind: ExpressibleByArgument {}

extension PageLanguage: ExpressibleByArgument {}

extension PatchExport.Kind: ExpressibleByArgument {}

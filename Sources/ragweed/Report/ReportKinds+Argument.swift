public import ArgumentParser
public import InfestationReporting

extension PrescriptionFiles.Kind: ExpressibleByArgument {}

extension PatchExport.Kind: ExpressibleByArgument {}

public import ArgumentParser
public import Segmentation

extension TileViews: ExpressibleByArgument {}

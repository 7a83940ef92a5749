"""What our own guide says about this package, written from its code: options, command line, report. Other
sites have no use for it."""

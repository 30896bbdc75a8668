import Foundation

/// e to the power of a number, in 32 bits.
func exponential(_ value: Float) -> Float { Foundation.exp(value) }

/// The natural logarithm, in 32 bits.
func logarithm(_ value: Float) -> Float { Foundation.log(value) }

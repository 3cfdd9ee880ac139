// Aim: stored patterns that follow one another.
//
//     h(t) = symmetric sum_p x_p D(x_p·s(t))  +  lambda sum_p x_{p+1} D(x_p·s(t - delay)),    s(t + 1) = sign h(t)
//
// x_p patterns in their order, D of the separation: 4 a of the linear one, Hebb's. The first sum holds a pattern until the
// second, which has seen it `delay` steps long, leads on to the next.
//
// Reference: H. Sompolinsky, I. Kanter, Phys. Rev. Lett. 57, 2861 (1986); D. Kleinfeld, PNAS 83, 9469 (1986); without
// delay S. Amari, IEEE Trans. Comput. C-21, 1197 (1972).

import Parameters

/// How the patterns of a memory lead to one another.
public struct SequenceSettings: Parametrised, Equatable {
    public static let noun = "sequence"
    public static let parameters: [Parameter<Self>] = [
        Parameter("lambda", \.lambda, 0...1e6, help: "weight of the part that leads to the next pattern"),
        Parameter("delay", \.delay, 0...10_000, help: "steps after which that part sees a state"),
        Parameter("symmetric", \.symmetric, 0...1e6, help: "weight of the part that holds the present pattern"),
        Parameter("cyclic", \.isCyclic, help: "let the first pattern follow the last"),
    ]
    public static let defaults = Self()

    public var lambda = 1.0
    public var delay = 0
    public var symmetric = 0.0
    public var isCyclic = false
    /// Whether the last pattern leads to itself, so that recall rests there; else nothing follows it. Of sequences that do
    /// not begin again.
    public var restsAtEnd = false

    public init() {}

    /// The positions of the patterns that follow each of the first patterns.
    public func followers(of count: Int) -> [Int] {
        Array(1..<max(1, count)) + (isCyclic ? [0] : restsAtEnd ? [count - 1] : [])
    }
}

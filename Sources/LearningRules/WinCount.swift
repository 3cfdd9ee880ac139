/// How often each output has won, as rules with winners keep it in their state.
enum WinCount {
    static let name = "wins"

    static func add(_ winner: Int, to state: inout RuleState) {
        state[name][winner] += 1
        // Float32 counts to 2^24; beyond half of that, shares are all that matters.
        if state[name][winner] >= 0x1p23 { state[name] = state[name].map { ($0 / 2).rounded(.down) } }
    }
}

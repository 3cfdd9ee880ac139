/// "Did you mean": the nearest of some words, by edit distance.
package enum Suggestion {
    /// The word that was probably meant, `nil` if none is near.
    ///
    /// Near means one slip for every three letters; a longer word that begins as typed also counts.
    package static func nearest(to typed: String, among words: [String]) -> String? {
        guard !typed.isEmpty else { return nil }
        let allowed = max(1, typed.count / 3)
        let near = words.map { (word: $0, distance: distance(typed, $0)) }
            .filter { $0.distance <= allowed && $0.distance < typed.count }
            .min { $0.distance < $1.distance }
        if let near { return near.word }
        return typed.count >= 2 ? words.first { $0.hasPrefix(typed) } : nil
    }

    /// "; did you mean X?" for the end of a message, or nothing.
    package static func clause(for typed: String, among words: [String], prefix: String = "") -> String {
        nearest(to: typed, among: words).map { "; did you mean \(prefix)\($0)?" } ?? ""
    }

    /// Damerau-Levenshtein distance of adjacent transpositions: the least number of insertions, deletions,
    /// substitutions and swaps of neighbours that turn one word into the other (optimal string alignment).
    static func distance(_ first: String, _ second: String) -> Int {
        let a = Array(first)
        let b = Array(second)
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                var best = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    best = min(best, beforeLast[j - 1] + 1)
                }
                row.append(best)
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }
}

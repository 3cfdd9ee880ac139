extension PhaseStudy {
    func plots(_ theory: [StudyColumn]) -> [StudyPlot] {
        // From above.
        let lines =
            theory.isEmpty ? [] : ["glass_limit_theory", "retrieval_limit_theory", "ground_state_limit_theory"]
        var plots = [
            StudyPlot(
                "overlap", title: "Overlap from patterns", x: "temperature", y: ["overlap"], errors: ["overlap_error"],
                theory: theory.isEmpty ? [] : ["overlap_theory"], range: 0...1),
            StudyPlot(
                "order", title: "Order q from random states", x: "temperature", y: ["random_order"],
                errors: ["random_order_error"], range: 0...1),
        ]
        guard memories.loads.count > 1 else { return plots }
        plots.insert(
            StudyPlot(
                "limits", title: "Retrieval limit", x: "load", y: ["retrieval_limit"],
                errors: ["retrieval_limit_error"], theory: lines), at: 0)
        // A map has room for one memory.
        if memories.lengths.rules == 1, memories.lengths.neurons == 1, temperatures.count > 1 {
            plots.append(
                StudyPlot(
                    "phases", title: "Overlap from patterns", kind: .map, x: "load", y: ["overlap"],
                    theory: lines, range: 0...1, regions: regions(theory)))
        }
        return plots
    }

    /// The name of each phase where it is highest, of those between the lines of theory.
    private func regions(_ theory: [StudyColumn]) -> [StudyPlot.Region] {
        let lines = Dictionary(theory.map { ($0.name, $0.numbers ?? []) }) { first, _ in first }
        guard let retrieval = lines["retrieval_limit_theory"], let ground = lines["ground_state_limit_theory"],
            let glass = lines["glass_limit_theory"], let coldest = temperatures.first, let hottest = temperatures.last
        else { return [] }
        let loads = memories.loads
        // Names at the ends would be cut.
        let width = loads[loads.count - 1] - loads[0]
        let inner = loads.indices.filter { loads[$0] > loads[0] + 0.06 * width && loads[$0] < loads[0] + 0.94 * width }
        let parts: [(String, (Int) -> (low: Double, high: Double))] = [
            ("memory", { (coldest, ground[$0]) }), ("memory or glass", { (max(coldest, ground[$0]), retrieval[$0]) }),
            ("glass", { (max(coldest, retrieval[$0]), glass[$0]) }), ("noise", { (glass[$0], hottest) }),
        ]
        return parts.compactMap { name, span in
            let spans = inner.map { (load: loads[$0], span: span($0)) }
            let least = 0.06 * (hottest - coldest)
            let highest = spans.max { $0.span.high - $0.span.low < $1.span.high - $1.span.low }
            guard let highest, highest.span.high - highest.span.low > least else { return nil }
            return StudyPlot.Region(name, x: highest.load, y: (highest.span.low + highest.span.high) / 2)
        }
    }
}

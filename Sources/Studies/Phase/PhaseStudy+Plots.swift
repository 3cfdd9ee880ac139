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

    /// The name of each phase where it has most room between the lines of theory.
    private func regions(_ theory: [StudyColumn]) -> [StudyPlot.Region] {
        let lines = Dictionary(theory.map { ($0.name, $0.numbers ?? []) }) { first, _ in first }
        guard let retrieval = lines["retrieval_limit_theory"], let ground = lines["ground_state_limit_theory"],
            let glass = lines["glass_limit_theory"], let coldest = temperatures.first, let hottest = temperatures.last
        else { return [] }
        let parts: [(String, (Int) -> (low: Double, high: Double))] = [
            ("memory", { (coldest, ground[$0]) }), ("memory or glass", { (max(coldest, ground[$0]), retrieval[$0]) }),
            ("glass", { (max(coldest, retrieval[$0]), glass[$0]) }), ("noise", { (glass[$0], hottest) }),
        ]
        return parts.compactMap { name, span in
            place(spans: memories.loads.indices.map(span), height: hottest - coldest).map {
                StudyPlot.Region(name, x: $0.load, y: $0.temperature)
            }
        }
    }

    /// The point of a phase, between `spans` of temperatures at each load, that is farthest from its bounds; nil where a
    /// name has no room. A name is wide, so that room beside it counts less than room above.
    private func place(spans: [(low: Double, high: Double)], height: Double) -> (load: Double, temperature: Double)? {
        let loads = memories.loads
        let width = loads[loads.count - 1] - loads[0]
        var best: (room: Double, load: Double, temperature: Double)?
        for (index, span) in spans.enumerated() where span.low < span.high {
            for part in 1..<32 {
                let temperature = span.low + Double(part) / 32 * (span.high - span.low)
                let outside = loads.indices.filter {
                    !(spans[$0].low...max(spans[$0].low, spans[$0].high)).contains(temperature)
                }
                let aside =
                    (outside.map { loads[$0] } + [loads[0], loads[loads.count - 1]])
                    .map { abs($0 - loads[index]) }.min() ?? 0
                let room = min(min(temperature - span.low, span.high - temperature) / height, 0.35 * aside / width)
                if room > best?.room ?? 0.01 { best = (room, loads[index], temperature) }
            }
        }
        return best.map { ($0.load, $0.temperature) }
    }
}

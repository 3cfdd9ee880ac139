/// Sizes of everything on a page for one choice of panel size.
struct GridMetrics {
    /// Room of the data of each panel, all columns alike, by row.
    var slotWidth = 0.0
    var slotHeights: [Double] = []
    /// Side of a square of a picture of cells, in points.
    var cell = 0.0
    var panels: [PanelMargins] = []
    /// Margins that the labels of a column or row take.
    var left: [Double] = []
    var right: [Double] = []
    var top: [Double] = []
    var bottom: [Double] = []
    /// Room between columns, before each but the first; of the rows likewise.
    var columnGaps: [Double] = []
    var rowGap = 0.0
    var barLength = 0.0
    /// How far the colour bar reaches below the panels.
    var barOverhang: Double { max(0, barLength + barBelow - (gridHeight - (top.first ?? 0))) }
    /// Room below the bar for what explains missing values.
    var barBelow = 0.0
    var barTicks: [Tick] = []
    /// Room right of the panels for colour bar and legend.
    var barWidth = 0.0
    var legendWidth = 0.0
    var titleLines: [String] = []
    var subtitleLines: [String] = []
    var footLines: [String] = []
    var legendHeight = 0.0
    /// The width that the texts above and below are wrapped to.
    var contentWidth = 0.0

    var gridWidth: Double {
        Double(left.count) * slotWidth + left.reduce(0, +) + right.reduce(0, +) + columnGaps.reduce(0, +)
    }

    var gridHeight: Double {
        slotHeights.reduce(0, +) + top.reduce(0, +) + bottom.reduce(0, +)
            + rowGap * Double(slotHeights.count - 1)
    }

    /// From the top of the first panel's area to the end of the last one's.
    var innerHeight: Double { gridHeight - (top.first ?? 0) - (bottom.last ?? 0) }

    var bodyWidth: Double { gridWidth + barWidth + legendWidth }

    var headHeight: Double {
        let lines =
            Double(titleLines.count) * TextStyle.title.lineHeight
            + Double(subtitleLines.count) * TextStyle.subtitle.lineHeight
        return lines == 0 ? 0 : lines + PageLayout.titleGap
    }

    var footHeight: Double {
        let legend = legendHeight == 0 ? 0 : legendHeight + PageLayout.footGap
        let notes =
            footLines.isEmpty
            ? 0 : Double(footLines.count) * TextStyle.note.lineHeight + PageLayout.footGap - 2
        return legend + notes
    }

    var total: Size {
        Size(
            width: max(bodyWidth, contentWidth) + 2 * PageLayout.padding,
            height: headHeight + gridHeight + barOverhang + footHeight + 2 * PageLayout.padding)
    }
}

import CommandKit
import Documents
import Figures

/// One page of HTML that needs nothing else: what files hold, every view of them, and the commands that made them.
///
/// The page is well-formed XML too, so that any reader can take it apart.
struct WebPage {
    private let title: String
    private let sections: [DocumentSection]
    /// Where the page comes from.
    private let account: String

    /// - Parameter files: each with the name under which it stands.
    /// - Throws: `Failure` for a file with nothing to draw.
    init(
        _ files: [(name: String, document: AnyDocument)], view: (any View.Type)?, _ request: ViewRequest,
        account: String
    ) throws {
        self.account = account
        title = request.title ?? files.map(\.name).joined(separator: ", ")
        sections = try files.enumerated().map { index, file in
            try DocumentSection(file.name, file.document, number: index, view: view, request)
        }
    }

    var bytes: [UInt8] { Array(text.utf8) }

    private var text: String {
        let title = HTMLText.escaped(title)
        return """
            <!DOCTYPE html>
            <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="generator" content="canns-render \(DocumentFormat.toolkitVersion)"/>
            <meta name="source" content="\(HTMLText.escaped(account).replacing("\n", with: "&#10;"))"/>
            <meta name="color-scheme" content="light dark"/>
            <title>\(title)</title>
            <style>
            \(Self.style)
            </style>
            </head>
            <body>
            <header><h1>\(title)</h1>\(contents)</header>
            <main>
            \(sections.map(\.text).joined(separator: "\n"))
            </main>
            <footer><p>Made by canns-render \(DocumentFormat.toolkitVersion).</p></footer>
            \(sections.contains(where: \.hasSlider) ? "<script>\n\(StepSlider.script)\n</script>" : "")
            </body>
            </html>

            """
    }

    /// Links to the files, where there are several.
    private var contents: String {
        guard sections.count > 1 else { return "" }
        let links = sections.map { "<li><a href=\"#\($0.anchor)\">\(HTMLText.escaped($0.name))</a></li>" }
        return "<nav aria-label=\"Files\"><ul>\(links.joined())</ul></nav>"
    }

    /// Light and dark, for wide and narrow windows and for paper. Figures keep their white ground, on which their colours
    /// mean what they mean.
    private static let style = """
        :root { color-scheme: light dark; --ground: #fff; --ink: #1b1b1b; --faded: #595959; --rule: #d9d9d9; --card: #f6f6f6; --link: #0b57a4; }
        @media (prefers-color-scheme: dark) { :root { --ground: #16181b; --ink: #ececec; --faded: #b4b4b4; --rule: #3a3d42; --card: #212429; --link: #8cc4ff; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 72rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; background: var(--ground); color: var(--ink); }
        h1 { font-size: 1.6rem; margin: .5rem 0; overflow-wrap: anywhere; } h2 { font-size: 1.3rem; margin: 2rem 0 .5rem; overflow-wrap: anywhere; } h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
        p.kind { margin: 0; color: var(--faded); } a { color: var(--link); } code { overflow-wrap: anywhere; }
        figure { margin: 1rem 0; } figcaption { color: var(--faded); margin-bottom: .4rem; }
        figure img { display: block; max-width: 100%; height: auto; background: #fff; border: 1px solid var(--rule); border-radius: .3rem; padding: .3rem; }
        figure img[hidden] { display: none; }
        .scroll { overflow-x: auto; } table { border-collapse: collapse; } th, td { text-align: left; padding: .2rem 1rem .2rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; } th { font-weight: 600; } td { overflow-wrap: anywhere; }
        ol.steps { padding-left: 1.5rem; } ol.steps code { display: block; background: var(--card); padding: .4rem .6rem; border-radius: .3rem; white-space: pre-wrap; } ol.steps small { color: var(--faded); }
        .slider { display: flex; flex-wrap: wrap; align-items: center; gap: .6rem; margin: .5rem 0; } .slider input { flex: 1 1 12rem; min-width: 8rem; height: 1.5rem; }
        footer { margin-top: 3rem; border-top: 1px solid var(--rule); color: var(--faded); }
        @media print { body { max-width: none; } .slider { display: none; } }
        """
}

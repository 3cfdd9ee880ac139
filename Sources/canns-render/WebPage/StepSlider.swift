import Documents
import Figures

/// The states of a recall on a page, one at a time: a slider chooses the step, arrow keys move it.
struct StepSlider {
    let text: String

    /// Pictures unless `--frames` says how many: a page is to open at once.
    private static let usualFrames = 40

    init(_ states: RecallStates, _ request: ViewRequest, name: String) throws {
        var request = request
        request.frames = request.frames ?? Self.usualFrames
        let frames = try Frames(states, request)
        let pictures = try frames.steps.enumerated().map { place, step in
            let file = FigureFile(nil, title: frames.title(step), options: request.options)
            let address = HTMLText.address(of: try file.bytes(frames.figure(step), .png), type: "image/png")
            let hidden = place == frames.steps.count - 1 ? "" : " hidden=\"hidden\""
            return
                "<img alt=\"\(HTMLText.escaped(frames.title(step)))\" data-step=\"\(step)\"\(hidden) src=\"\(address)\"/>"
        }
        let last = frames.steps.count - 1
        text = """
            <h3>steps</h3>
            <figure class="steps" id="\(name)-steps">
            <figcaption>the states of the recall, step by step</figcaption>
            <div class="slider"><label for="\(name)-step">Step</label>
            <input type="range" id="\(name)-step" min="0" max="\(last)" value="\(last)" step="1" aria-valuetext="step \(frames.steps[last])"/>
            <output for="\(name)-step">\(frames.steps[last])</output></div>
            \(pictures.joined(separator: "\n"))
            </figure>
            """
    }

    /// Shows the picture that each slider stands at.
    static let script = """
        for (const figure of document.querySelectorAll("figure.steps")) {
          const slider = figure.querySelector("input"), told = figure.querySelector("output");
          const pictures = [...figure.querySelectorAll("img")];
          slider.addEventListener("input", () => {
            pictures.forEach((picture, place) => { picture.hidden = place !== Number(slider.value); });
            told.value = pictures[slider.value].dataset.step;
            slider.setAttribute("aria-valuetext", pictures[slider.value].alt);
          });
        }
        """
}

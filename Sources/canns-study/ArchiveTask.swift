import CommandKit
import Documents

/// What the program does beside the studies themselves.
enum ArchiveTask: String, CaseIterable {
    case merge, resume, rerun, crate, table, verify, schema

    /// `canns-study --help verify`.
    var topic: HelpTopic {
        switch self {
        case .merge:
            page(
                "Join the shards of a study, the trials of other seeds, or the rows of weights.",
                "canns-study merge part-*.h5 -o capacity.h5",
                "The parts are what the same study wrote with --shard 1/n to n/n. The result has the bytes of a run in one piece. Parts of different studies, or with a shard missing, are refused. Complete archives of one study that differ in --seed, and perhaps in --trials, become one archive with the trials of all, and so with smaller errors; it remembers the seeds, and rerun does all of them again. What canns-train wrote with --rows 1/n to n/n becomes the weights file of training all rows at once, with the same bytes."
            )
        case .resume:
            page(
                "Go on with a study that was interrupted.",
                "canns-study resume capacity.h5",
                "Computes what the archive lacks and ends with the bytes of a run that was not interrupted. The archive is replaced unless -o names another file. All parameters come from the archive; options that would change the result are refused."
            )
        case .rerun:
            page(
                "Make files again by their histories, and compare bytes.",
                "canns-study rerun recall.h5 figure.svg --folder photos",
                "Takes patterns, weights, recalls, studies and figures (PNG, SVG, PDF, HTML), runs the commands of their histories from the first input on at the times that they tell, and prints a line a file: same bytes, or what differs. Exit status 1 if one differs or cannot be made. Inputs are found by their SHA-256 under their names and in the folder of the file, and in those of --folder; what an earlier command made is made again, or taken where only it is left. Archives of studies hold their inputs. -o FILE writes what is made in place of comparing it; --dry-run prints the commands. On another kind of processor the last digits of weights may differ."
            )
        case .crate:
            page(
                "Describe a folder of files for archives of data.",
                "canns-study crate results --title 'Capacity of five rules' --license CC-BY-4.0",
                "Writes ro-crate-metadata.json into the folder: each file with size, SHA-256, type, licence and creator, and the commands of the histories as actions, with what each read and made, as RO-Crate 1.1 and its profile Process Run Crate 0.5 have them. Title, creator and licence of the whole are those of the options, or those on which all files agree. --force replaces earlier metadata."
            )
        case .table:
            page(
                "Print the numbers of archives as a table.",
                "canns-study table hebbian.h5 storkey.h5 --format csv -o capacity.csv",
                "A row for each condition, always the same columns for a kind of study, which 'canns-study --help STUDY' names; numbers unrounded, standard errors beside the means, nan for what is missing (null in JSON). Of several archives of one kind the first column, file, says from which a row is. Without -o the table goes to standard output."
            )
        case .schema:
            page(
                "Print what a file may hold as JSON Schema.",
                "canns-study schema weights > weights.schema.json",
                "Takes one of \(FileKind.allCases.map(\.rawValue).joined(separator: ", ")), or nothing for all of them. The schema says which datasets, groups and attributes there must and may be, of which types, axes, units and ranges. It describes a file as an object with attributes, groups and datasets by their paths; tools/validate-schema in the sources makes that object of an HDF5 file and compares it."
            )
        case .verify:
            page(
                "Check files from end to end and say what is wrong where.",
                "canns-study verify *.h5",
                "Takes files of every kind. Reads every chunk, so every checksum is checked, and compares datasets, types, axes, ranges and identity with what canns(5) says. Prints one line a finding on standard output: file, place, what is wrong and what is expected. Exit status 1 if there is any. A model that the programs do not know is named as well, but may be your own and is no fault. --verbose names sound files as well."
            )
        }
    }

    private func page(_ title: String, _ example: String, _ text: String) -> HelpTopic {
        HelpTopic(name: rawValue, title: title, body: [.preformatted(example), .paragraph(text)])
    }
}

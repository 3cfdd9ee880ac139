// Spoils valid files and has them read: by the document readers and verification in a copy of this process, and some
// by the programs themselves. Whatever is not read or refused in a sentence is a finding.
//
// Usage: fuzz-files PROGRAMS WORK SECONDS SEED OURS... -- FOREIGN...
//   PROGRAMS  directory of the built programs       WORK  a directory; findings go to WORK/findings
//   OURS      files that canns wrote, the first of them a weights file; FOREIGN: files of other origin

import OperatingSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

let words = Array(CommandLine.arguments.dropFirst())
guard words.count > 5, let seconds = Double(words[2]), let number = UInt64(words[3]) else {
    StandardStreams.writeError("fuzz-files: PROGRAMS WORK SECONDS SEED OURS... -- FOREIGN..., see tools/fuzz\n")
    exit(2)
}
for name in ["findings", "place"] { mkdir(words[1] + "/" + name, 0o700) }
let border = words.firstIndex(of: "--") ?? words.count
let seeds = try words.indices.dropFirst(4).filter { $0 != border }.map { index in
    Seed(name: words[index], bytes: try InputFile.readAll(words[index], limit: 1 << 24), isOurs: index < border)
}
var campaign = try Campaign(
    work: words[1], seeds: seeds, programs: Programs(directory: words[0], workplace: words[1] + "/place"),
    good: words[4], random: FuzzRandom(state: number))
exit(try campaign.run(seconds: seconds) ? 0 : 1)

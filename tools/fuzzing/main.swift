// Spoils valid files and has them read: by the readers in a copy of this process, and some by the programs themselves.
// Whatever is not read or refused in a sentence is a finding.
//
// Usage: fuzz-files PROGRAMS WORK SECONDS SEED OURS... -- FOREIGN...
//        fuzz-files PROGRAMS WORK SECONDS SEED -- -- IMPORTED...
//   PROGRAMS  directory of the built programs       WORK  a directory; findings go to WORK/findings
//   OURS      files that canns wrote, the first of them a weights file; FOREIGN: HDF5 files of other origin
//   IMPORTED  files of the formats that canns-import reads

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
let groups = words.dropFirst(4).split(separator: "--", omittingEmptySubsequences: false)
let seeds = try zip(groups, [Seed.Origin.ours, .foreign, .imported]).flatMap { names, origin in
    try names.map { Seed(name: $0, bytes: try InputFile.readAll($0, limit: 1 << 24), origin: origin) }
}
var campaign = try Campaign(
    work: words[1], seeds: seeds, programs: Programs(directory: words[0], workplace: words[1] + "/place"),
    good: words[4], random: FuzzRandom(state: number))
exit(try campaign.run(seconds: seconds) ? 0 : 1)

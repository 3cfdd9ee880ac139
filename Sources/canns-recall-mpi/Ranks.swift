import CMPI
import CommandKit
import OperatingSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The processes that MPI has started, of which this is one. All take the same way, so that each call of one meets that of
/// the others; what stops one is told before the next exchange, and stops all.
struct Ranks: Sendable {
    /// 0..<count.
    let rank: Int
    let count: Int

    /// Joins the others, and leaves them when the process exits. What it says, the first says for all.
    static func start() -> Ranks {
        var (rank, count): (Int32, Int32) = (0, 1)
        check(cmpi_start(&rank, &count))
        atexit { _ = cmpi_finish() }
        if rank > 0 { StandardStreams.silence() }
        return Ranks(rank: Int(rank), count: Int(count))
    }

    /// Does the work of this process. Where one fails, all end with its sentence, which the first of them tells.
    func together(_ body: () throws -> Void) throws {
        do { try body() } catch let error as OthersFailure { throw error } catch {
            do { try meet(failure: "\(error)") } catch let told as OthersFailure where told.description != "\(error)" {
                throw told
            } catch {}
            throw error
        }
        try meet(failure: nil)
    }

    /// Refuses processes that were given unlike work.
    func agree(on work: String) throws {
        try meet(failure: nil)
        // FNV-1a: the hashes of Swift differ from process to process.
        let hash = work.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let half = Int64(hash >> 1)
        var (low, high) = (half, -half)
        Self.check(cmpi_smallest(&low))
        Self.check(cmpi_smallest(&high))
        guard low == -high else {
            throw Failure("the processes were given unlike options or files, expected the same for all")
        }
    }

    /// Adds what others have: counts[r] groups of `size` numbers from starts[r] on.
    func gather(_ groups: UnsafeMutablePointer<Float>, size: Int, _ parts: [Range<Int>]) throws {
        try meet(failure: nil)
        let (counts, starts) = (parts.map { Int32($0.count) }, parts.map { Int32($0.lowerBound) })
        Self.check(cmpi_gather(groups, Int32(size), counts, starts))
    }

    /// Waits for all.
    ///
    /// - Parameter failure: what stops this one.
    /// - Throws: `OthersFailure` with the sentence of the first that is stopped.
    private func meet(failure: String?) throws {
        var first = Int64(failure == nil ? count : rank)
        Self.check(cmpi_smallest(&first))
        guard first < count else { return }
        var sentence = Array((failure ?? "").utf8.prefix(Self.longest))
        sentence += [UInt8](repeating: 0, count: Self.longest - sentence.count)
        Self.check(cmpi_share(&sentence, Int32(Self.longest), Int32(first)))
        throw OthersFailure(description: String(decoding: sentence.prefix { $0 != 0 }, as: UTF8.self))
    }

    /// Bytes of a sentence that is passed on.
    private static let longest = 4096

    /// Nothing can be agreed on where MPI itself fails: the processes end as they are.
    private static func check(_ error: Int32) {
        guard error != 0 else { return }
        StandardStreams.writeError("canns-recall-mpi: MPI fails with its error \(error)\n")
        _exit(1)
    }
}

/// What stopped a process, told to the others.
struct OthersFailure: Error, CustomStringConvertible {
    let description: String
}

import Numerics

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the machine can do at most, measured as often as it is needed, beside what it limits.
final class Limits {
    private let size = 2048
    // Made when first needed: programs are measured while this process is small, see Child.peak.
    private lazy var a = [Float](repeating: 0.5, count: size * size)
    private lazy var b = a
    private lazy var c = a
    private var operand: [Float] = []
    private var result: [Float] = []
    let workers = Workers.all

    /// Operations of one square product.
    var productOperations: Double { 2 * Double(size) * Double(size) * Double(size) }

    /// One product of 2048×2048 matrices on all threads.
    func product() {
        let size = size
        a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
                c.withUnsafeMutableBufferPointer { c in
                    guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
                    BLAS.multiply(m: size, n: size, k: size, a, size, b, size, c, size, workers: workers)
                }
            }
        }
    }

    /// One product of a shape, m×k by k×n, on all threads. The numbers are those of the square product, laid out anew.
    func product(m: Int, n: Int, k: Int) {
        let largest = max(m * k, k * n, m * n)
        if operand.count < largest {
            operand = [Float](repeating: 0.5, count: largest)
            result = operand
        }
        operand.withUnsafeBufferPointer { a in
            result.withUnsafeMutableBufferPointer { c in
                guard let a = a.baseAddress, let c = c.baseAddress else { return }
                BLAS.multiply(m: m, n: n, k: k, a, k, a, n, c, n, workers: workers)
            }
        }
    }

    /// y <- y + alpha x, for vectors of `count` numbers in the cache, this many times, shared out over the threads.
    func additions(_ times: Int, of count: Int) {
        let threads = workers.count
        workers.forEach(threads) { _ in
            let x = [Float](repeating: 1, count: count)
            var y = x
            x.withUnsafeBufferPointer { x in
                y.withUnsafeMutableBufferPointer { y in
                    guard let x = x.baseAddress, let y = y.baseAddress else { return }
                    for _ in 0..<times / threads { BLAS.axpy(count, 1, x, y) }
                }
            }
        }
    }

    /// Reads memory once on all threads: the sum of everything, 16 numbers at a time.
    func read(_ values: [Float]) -> Float {
        let part = 1 << 20
        let parts = (values.count + part - 1) / part
        var sums = [Float](repeating: 0, count: parts)
        sums.withUnsafeMutableBufferPointer { buffer in
            let sums = SharedPointer(buffer)
            workers.forEach(parts) { index in
                let range = index * part..<min(values.count, (index + 1) * part)
                sums.base[index] = values.withUnsafeBytes { bytes in
                    var (first, second) = (SIMD16<Float>.zero, SIMD16<Float>.zero)
                    for position in stride(from: range.lowerBound, to: range.upperBound - 31, by: 32) {
                        first += bytes.loadUnaligned(fromByteOffset: position * 4, as: SIMD16<Float>.self)
                        second += bytes.loadUnaligned(fromByteOffset: position * 4 + 64, as: SIMD16<Float>.self)
                    }
                    return (first + second).sum()
                }
            }
        }
        return sums.reduce(0, +)
    }

    /// Passes over memory once on all threads, reading and writing every number.
    func pass(_ values: inout [Float]) {
        let count = values.count
        values.withUnsafeMutableBufferPointer { buffer in
            let values = SharedPointer(buffer)
            workers.forEachRange(of: count, size: 1 << 20) { range in
                for index in range { values.base[index] += 1 }
            }
        }
    }

    /// Copies a file in pieces of 1 MiB and has the system write it out.
    static func copy(_ source: String, to target: String) throws {
        let (input, output) = (open(source, O_RDONLY), open(target, O_WRONLY | O_CREAT | O_TRUNC, 0o644))
        defer {
            close(input)
            close(output)
        }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = readBytes(input, &buffer, buffer.count)
            if count == 0 { break }
            guard count > 0, write(output, buffer, count) == count else {
                throw BenchError(description: "\(target): cannot be written")
            }
        }
        guard fsync(output) == 0 else { throw BenchError(description: "\(target): cannot be synced") }
    }

    /// Has the system forget what it holds of a file, so that the next reader waits for the disk.
    static func forget(_ path: String) {
        let file = open(path, O_RDONLY)
        defer { close(file) }
        #if canImport(Glibc)
            posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED)
        #else
            _ = fcntl(file, F_NOCACHE, 1)
        #endif
    }

    /// Reads a file to its end.
    static func readFile(_ path: String) throws {
        let input = open(path, O_RDONLY)
        defer { close(input) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while readBytes(input, &buffer, buffer.count) > 0 {}
    }
}

private func readBytes(_ file: Int32, _ buffer: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
    read(file, buffer, count)
}

import Testing

@testable import CommandKit

@Suite struct HelpPageTests {
    private let page = HelpPage(.sample, width: 80, bold: false)

    @Test func theHelp() {
        #expect(page.text() == Expected.page)
    }

    @Test func aTopic() throws {
        #expect(try page.topic("oja") == Expected.topic)
        #expect(try page.topic("topics") == Expected.topics)
    }
}

/// The help of the sample command.
private enum Expected {
    /// `--help` at 80 columns.
    static let page = #"""
        Usage: sample [OPTION...] [PATTERNS]

        Learn weights from patterns by a local rule.

        Each pattern is shown once in an epoch. The weights are written as an HDF5 file.

        Examples:
          sample letters.h5 -o weights.h5
              Hebbian weights of all patterns.
          sample --rule oja --epochs 50 < patches.h5 > weights.h5
              One principal component.

        Operands:
          PATTERNS                A patterns file; standard input if absent.

        Rule:
          -r, --rule NAME         Learning rule. (hebbian, oja, sanger, anti-hebbian,
                                  storkey; default: hebbian)
              --[no-]zero-diagonal
                                  No unit excites itself. (for hebbian; default: on)
              --epochs N          Passes over the patterns. Training ends earlier where
                                  the rule has converged. (from 1 to 1000000; default:
                                  1)
              --threshold X       Threshold of all units. (default: 0)
              --initial FILE      Go on from these weights.

        Parameters of oja, sanger:
          -l, --learning-rate X   Size of a step. (from 0 to 1; default: 0.01)

        Pictures:
              --fit stretch|crop  How a picture meets its frame. (default: stretch)
          -s, --size WxH          Size in pixels.
              --grey mean|otsu|LEVEL
                                  Grey level that separates black from white. (LEVEL
                                  from 0 to 255; default: mean)
              --only NAME         Pattern to learn. (may be repeated)

        Output:
          -o, --output FILE       Write the result to FILE; - is standard output.
                                  (default: -)
          -f, --force             Replace an output file that exists.

        General:
          -p, --plain             Take the reference path.
              --seed N            Seed of the random numbers; the same seed gives the
                                  same result. (0 or more; default: 0)
          -q, --quiet             Write nothing but errors to standard error.
          -v, --verbose           Say on standard error what is done.
          -h, --help [TOPIC]      Show this help, or that of a TOPIC, and exit.
              --version           Show the versions of program and libraries and exit.

        Topics (sample --help TOPIC):
          oja                     Oja's rule: the first principal component
          hebbian                 Hebb's rule

        Exit status: 0 success, 1 failure, 2 wrong usage.
        See also: canns-import(1), canns-recall(1)

        """#

    /// `--help oja`.
    static let topic = #"""
        oja: Oja's rule: the first principal component

        Hebbian growth with a decay that holds the norm of each row at one.

            y  = W x
            dW = eta (y x^T - y^2 W)

          --learning-rate         eta, the size of a step.

        """#

    /// `--help topics`.
    static let topics = #"""
        Topics:
          oja                     Oja's rule: the first principal component
          hebbian                 Hebb's rule

        """#
}

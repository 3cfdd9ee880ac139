import Testing

@testable import CommandKit

@Suite struct ManualPageTests {
    @Test func thePage() {
        #expect(ManualPage(command: .sample, date: "March 1, 2025").text() == Expected.page)
    }
}

/// The manual page of the sample command.
private enum Expected {
    /// `--help-man`.
    static let page = #"""
        .Dd March 1, 2025
        .Dt SAMPLE 1
        .Os
        .Sh NAME
        .Nm sample
        .Nd learn weights from patterns by a local rule
        .Sh SYNOPSIS
        .Nm
        .Op Ar OPTION ...
        .Op Ar PATTERNS
        .Sh DESCRIPTION
        Each pattern is shown once in an epoch.
        The weights are written as an HDF5 file.
        .Pp
        A second paragraph, for the manual page only.
        .Pp
        The operands are as follows:
        .Bl -tag -width Ds
        .It Ar PATTERNS
        A patterns file; standard input if absent.
        .El
        .Sh OPTIONS
        .Ss Rule
        .Bl -tag -width Ds
        .It Fl r Ar NAME , Fl \-rule Ar NAME
        Learning rule.
        (hebbian, oja, sanger, anti-hebbian, storkey; default: hebbian)
        .It Fl \-zero\-diagonal , Fl \-no\-zero\-diagonal
        No unit excites itself.
        (for hebbian; default: on)
        .It Fl \-epochs Ar N
        Passes over the patterns.
        Training ends earlier where the rule has converged.
        (from 1 to 1000000; default: 1)
        .It Fl \-threshold Ar X
        Threshold of all units.
        (default: 0)
        .It Fl \-initial Ar FILE
        Go on from these weights.
        .El
        .Ss Parameters of oja, sanger
        .Bl -tag -width Ds
        .It Fl l Ar X , Fl \-learning\-rate Ar X
        Size of a step.
        (from 0 to 1; default: 0.01)
        .El
        .Ss Pictures
        .Bl -tag -width Ds
        .It Fl \-fit Ar stretch | crop
        How a picture meets its frame.
        (default: stretch)
        .It Fl s Ar \&WxH , Fl \-size Ar \&WxH
        Size in pixels.
        .It Fl \-grey Ar mean | otsu | LEVEL
        Grey level that separates black from white.
        (LEVEL from 0 to 255; default: mean)
        .It Fl \-only Ar NAME
        Pattern to learn.
        (may be repeated)
        .El
        .Ss Output
        .Bl -tag -width Ds
        .It Fl o Ar FILE , Fl \-output Ar FILE
        Write the result to FILE; \- is standard output.
        (default: \-)
        .It Fl f , Fl \-force
        Replace an output file that exists.
        .El
        .Ss General
        .Bl -tag -width Ds
        .It Fl p , Fl \-plain
        Take the reference path.
        .It Fl \-seed Ar N
        Seed of the random numbers; the same seed gives the same result.
        (0 or more; default: 0)
        .It Fl q , Fl \-quiet
        Write nothing but errors to standard error.
        .It Fl v , Fl \-verbose
        Say on standard error what is done.
        .It Fl h Oo Ar TOPIC Oc , Fl \-help Oo Ar TOPIC Oc
        Show this help, or that of a TOPIC, and exit.
        .It Fl \-version
        Show the versions of program and libraries and exit.
        .El
        .Sh TOPICS
        .Ss oja \(en Oja's rule: the first principal component
        Hebbian growth with a decay that holds the norm of each row at one.
        .Bd -literal -offset indent
        y  = W x
        dW = eta (y x\(haT \- y\(ha2 W)
        .Ed
        .Bl -tag -width Ds
        .It \-\-learning\-rate
        eta, the size of a step.
        .El
        .Ss hebbian \(en Hebb's rule
        What fires together.
        .Sh ENVIRONMENT
        .Bl -tag -width Ds
        .It Ev CANNS_INSTRUCTIONS
        Instructions of the processor that inner loops use: plain, avx2 or avx512, by
        default the fastest it has.
        Results are the same.
        .It Ev SOURCE_DATE_EPOCH
        Seconds since 1970 that files hold in place of the time, so that equal work
        gives equal bytes.
        .El
        .Sh EXIT STATUS
        .Bl -tag -width Ds
        .It 0
        Success.
        .It 1
        Failure: a message on standard error says what is wrong.
        .It 2
        Wrong usage: an unknown option, a value out of range.
        .El
        A signal ends the program by that signal.
        An output that is not complete is removed.
        .Sh EXAMPLES
        Hebbian weights of all patterns.
        .Pp
        .Dl sample letters.h5 \-o weights.h5
        .Pp
        One principal component.
        .Pp
        .Dl sample \-\-rule oja \-\-epochs 50 < patches.h5 > weights.h5
        .Pp
        The third example, for the manual page only.
        .Pp
        .Dl sample \-\-threshold \-1 x.h5
        .Sh SEE ALSO
        .Xr canns-import 1 ,
        .Xr canns-recall 1

        """#
}

import Testing

#if os(Linux)
    /// A limited address space: OpenBLAS would ask for memory for ever.
    @Suite struct AddressSpaceTests {
        @Test(arguments: ["canns-train --help", "canns-train p.h5 -o w.h5", "canns-import x.png -o p.h5"])
        func tooSmallIsSaid(command: String) throws {
            let place = try Workplace()
            // Enough to load the libraries, too little for one block of 128 MiB beside them.
            let outcome = try place.shell("ulimit -v 200000; timeout -s KILL 60 \(command)")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("the address space is limited to 200000 KiB, expected "))
            #expect(outcome.output.isEmpty)
            #expect(place.files.isEmpty)
        }

        @Test func largeEnoughIsNoMatter() throws {
            let place = try Workplace()
            // 4 GiB and what 64 processors would take more.
            let outcome = try place.shell(
                """
                ulimit -v 22000000; canns-import -s 16x16 $PHOTOS/camera.png -o p.h5 &&
                canns-train --form dense p.h5 -o w.h5
                """)
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
    }
#endif

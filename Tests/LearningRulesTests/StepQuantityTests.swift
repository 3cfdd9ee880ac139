import LearningRules
import Parameters
import Testing

@testable import Neurons

/// Times and rates by steps, in ms and in Hz.
@Suite struct StepQuantityTests {
    private func message(_ body: () throws -> some Any) -> String {
        do { return "\(try body())" } catch { return "\(error)" }
    }

    @Test func texts() {
        let table = STDPRule.parameterTable
        func value(_ name: String, _ text: String) -> ParameterValue? {
            table.first { $0.name == name }?.kind.value(text)
        }
        #expect(value("tau-plus", "16.8") == .number(16.8) && value("delay", "3") == .integer(3))
        #expect(value("tau-plus", "16.8ms") == .quantity(.milliseconds(16.8)))
        #expect(value("tau-plus", "0.02 s") == .quantity(.milliseconds(20)))
        #expect(value("delay", "500us") == .quantity(.milliseconds(0.5)))
        for wrong in ["20Hz", "ms", "0x2ms", "infms", "2 0ms", "20 mS", "1e400ms"] {
            #expect(value("tau-plus", wrong) == nil, "\(wrong)")
        }
        #expect("\(StepQuantity.milliseconds(20)) \(StepQuantity(2.5)) \(StepQuantity.hertz(5))" == "20ms 2.5 5Hz")
    }

    /// 20 ms are 40 steps of .5 ms, 5 Hz 5 · .5 / 1000 a step; what counts steps stays.
    @Test func lengthOfAStepMakesSteps() throws {
        var rule = SynapticScaling(STDPRule(tauPlus: .milliseconds(20), tauMinus: 7), target: .hertz(5))
        rule.base.layer.refractory = .milliseconds(2)
        let steps = try rule.bySteps(of: 0.5)
        #expect(steps.base.tauPlus == 40 && steps.base.tauMinus == 7 && steps.target == 0.0025)
        #expect(steps.base.layer.refractorySteps == 4)
        #expect(rule.base.tauPlus.bySteps.isNaN && rule.firstPhysical?.name == "refractory")
        #expect(try STDPRule(tauPlus: 3).bySteps(of: nil).tauPlus == 3)
        // .3 / .1 is 2.9999999999999996.
        #expect(try MembraneDynamics(delay: .milliseconds(0.3)).bySteps(of: 0.1).delaySteps == 3)
        // A time constant is the leak exp(-1/40).
        #expect(try MembraneDynamics(membraneTime: .milliseconds(20)).stepwise(0.5).leak == 0.9753099)
    }

    @Test func whatDoesNotFit() {
        #expect(
            message { try MembraneDynamics(delay: .milliseconds(2.5)).bySteps(of: 1) }
                == "delay is 2.5ms, 2.5 steps of 1ms, expected a whole number of them")
        #expect(
            message { try TripletSTDPRule(tauX: .milliseconds(0.001)).bySteps(of: 1) }
                == "tau-x is 0.001ms, 0.001 by steps of 1ms, expected 0.01 to 1000000000 steps")
        #expect(
            message { try STDPRule(tauPlus: .milliseconds(20)).bySteps(of: nil) }
                == "tau-plus is 20ms, but the length of a time step is not known, expected a number by steps")
        #expect(
            message { try STDPRule(["tau-plus": .quantity(.hertz(20))]) }
                == "tau-plus is 20Hz, expected 0 to 1000000000 steps, or a time in ms such as 20ms")
        #expect(
            message { try STDPRule(["delay": .number(2.5)]) }
                == "delay is 2.5, expected 0 to 10000 steps, or a time in ms such as 20ms")
        #expect(
            message { try TripletSTDPRule(["tau-plus": .quantity(.milliseconds(0))]) }
                == "tau-plus is 0ms, expected 0.01 to 1000000000 steps, or a time in ms such as 20ms")
    }
}

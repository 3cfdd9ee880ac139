/// A rule whose memory is the patterns themselves: how the memory answers is in `modelParameters`.
public protocol PatternMemoryRule: LearningRule {}

//! The library a stranger imports: associative memories and layers, learning rules, trainers, studies and files.

@_exported import Documents
@_exported import LearningRules
@_exported import Models
@_exported import Numerics
@_exported import Parameters
@_exported import Patterns
@_exported import Separations
@_exported import Studies
@_exported import Training

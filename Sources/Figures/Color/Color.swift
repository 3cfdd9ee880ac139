/// An opaque sRGB colour of eight bits a channel.
package struct Color: Equatable, Hashable, Sendable {
    package var red: UInt8
    package var green: UInt8
    package var blue: UInt8

    package init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// A colour from its hexadecimal notation, 0xRRGGBB.
    package init(hex: UInt32) {
        red = UInt8(truncatingIfNeeded: hex >> 16)
        green = UInt8(truncatingIfNeeded: hex >> 8)
        blue = UInt8(truncatingIfNeeded: hex)
    }

    package init(gray level: UInt8) {
        self.init(red: level, green: level, blue: level)
    }

    package static let white = Color(hex: 0xFFFFFF)
    package static let black = Color(hex: 0x000000)
    /// Text and axes.
    static let ink = Color(hex: 0x222222)
    /// Captions, footnotes, minor things.
    static let faded = Color(hex: 0x5F5F5F)
    /// Thin frames around pictures.
    static let frame = Color(hex: 0x9A9A9A)
    /// Reference and grid lines.
    static let guide = Color(hex: 0x8A8A8A)
    /// Where there is no finite value.
    static let missing = Color(hex: 0xD9D9D9)
    /// Marked pixels that are light and dark: orange and blue of Okabe and Ito, which people of all kinds of colour
    /// vision tell apart. Printed without colour they are a lighter and a darker grey between white and black.
    package static let markLight = Color(hex: 0xE69F00)
    package static let markDark = Color(hex: 0x0072B2)

    /// What cairo calls an xRGB pixel: alpha in the upper byte.
    var packed: UInt32 {
        0xFF00_0000 | UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
    }

    /// Luma of BT.709, 0 (black) to 255: how the colour prints in grey.
    package var luma: Double {
        0.2126 * Double(red) + 0.7152 * Double(green) + 0.0722 * Double(blue)
    }

    /// The colour a fraction of the way to another, channel by channel, rounded to the nearest level.
    package func mixed(with other: Color, fraction: Double) -> Color {
        func channel(_ from: UInt8, _ to: UInt8) -> UInt8 {
            let value = Double(from) + (Double(to) - Double(from)) * fraction
            return UInt8(min(255, max(0, value.rounded())))
        }
        return Color(
            red: channel(red, other.red), green: channel(green, other.green), blue: channel(blue, other.blue))
    }
}

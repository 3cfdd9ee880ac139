import CHDF5

/// What a name in a group leads to.
package enum HDF5ObjectKind: Sendable {
    case group, dataset, other
}

/// Names, and where they lead.
extension HDF5Group {
    /// The names in this group, sorted by their bytes.
    package func childNames() throws -> [String] {
        var names: [String] = []
        let id = handle.id
        let path = self.path
        try withUnsafeMutablePointer(to: &names) { pointer in
            _ = try HDF5Library.check(path) {
                chdf5_visit_names(
                    id,
                    { context, name in
                        guard let name, let names = context?.assumingMemoryBound(to: [String].self)
                        else { return }
                        names.pointee.append(String(cString: name))
                    }, pointer)
            }
        }
        return names
    }

    /// Whether there is something of this name, or at this path. Where damage hides the answer it is yes: what opens
    /// it then says what is wrong, and nothing is taken for absent.
    package func contains(_ name: String) -> Bool {
        let id = handle.id
        return HDF5Library.locked {
            var parent = "."
            for prefix in prefixes(of: name) {
                let answer = H5Lexists(id, prefix, chdf5_default())
                if answer == 0 { return false }
                if answer < 0 {
                    // A dataset has no names in it; a group that does not tell is damaged.
                    var type = H5O_TYPE_UNKNOWN
                    return chdf5_object_type(id, parent, &type) < 0 || type == H5O_TYPE_GROUP
                }
                parent = prefix
            }
            return true
        }
    }

    /// What is at a path; `nil` when there is nothing, `other` for a link that leads nowhere or out of the file.
    ///
    /// - Throws: `HDF5Error` where something is there that cannot be read.
    package func kind(of name: String) throws -> HDF5ObjectKind? {
        guard contains(name) else { return nil }
        guard try objection(to: name, asked: fullPath(name)) == nil else { return .other }
        let id = handle.id
        var type = H5O_TYPE_UNKNOWN
        try HDF5Library.check(fullPath(name)) { chdf5_object_type(id, name, &type) }
        switch type {
        case H5O_TYPE_GROUP: return .group
        case H5O_TYPE_DATASET: return .dataset
        default: return .other
        }
    }

    /// Throws if a path does not exist, or leads out of this file: a file that somebody sent must not make us
    /// read another one.
    func requireLocal(_ path: String) throws(HDF5Error) {
        if let objection = try objection(to: path, asked: fullPath(path)) { throw HDF5Error(objection) }
    }

    /// Why a path leads to nothing in this file; nil if it leads to something.
    ///
    /// - Throws: `HDF5Error` where damage hides the answer.
    private func objection(to path: String, asked: String, depth: Int = 0) throws(HDF5Error) -> String? {
        // The library's own limit on a chain of links.
        guard depth < 16 else { return "\(asked): soft links lead in a circle" }
        var parent = path.hasPrefix("/") ? "/" : ""
        for prefix in prefixes(of: path) {
            let link: Link
            do { link = try self.link(prefix, asked) } catch {
                guard contains(prefix) else { return "\(asked): no such group or dataset" }
                throw error
            }
            switch link {
            case .foreign: return "\(asked): is a link to another file; copy the data into this one"
            case .soft(let target):
                let resolved = target.hasPrefix("/") ? target : parent + target
                if let objection = try objection(to: resolved, asked: asked, depth: depth + 1) { return objection }
            case .hard: break
            }
            parent = prefix + "/"
        }
        return nil
    }

    private enum Link {
        case hard, foreign
        case soft(target: String)
    }

    private func link(_ path: String, _ asked: String) throws(HDF5Error) -> Link {
        let id = handle.id
        var type = H5L_TYPE_ERROR
        var length = 0
        try HDF5Library.check(asked) { chdf5_link_information(id, path, &type, &length) }
        switch type {
        case H5L_TYPE_HARD: return .hard
        case H5L_TYPE_SOFT:
            // A link value lives in an object header or a heap block; it is never long.
            guard length > 0, length <= 1 << 20 else {
                throw HDF5Error("\(asked): is a soft link of \(length) bytes, expected at most 1 MiB")
            }
            var value = [CChar](repeating: 0, count: length + 1)
            try HDF5Library.check(asked) { H5Lget_val(id, path, &value, length, chdf5_default()) }
            return .soft(
                target: String(decoding: value.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
        default: return .foreign
        }
    }
}

/// `/a/b` gives `/a`, `/a/b`; `a/b` gives `a`, `a/b`. The root itself gives nothing.
private func prefixes(of path: String) -> [String] {
    var prefix = path.hasPrefix("/") ? "/" : ""
    var result: [String] = []
    for component in path.split(separator: "/") where component != "." {
        if !prefix.isEmpty && prefix != "/" { prefix += "/" }
        prefix += component
        result.append(prefix)
    }
    return result
}

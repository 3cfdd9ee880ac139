import CHDF5

/// Property lists: how files, groups, datasets, attributes and links are made and reached.
enum HDF5Properties {
    /// No time stamps: equal contents give equal bytes.
    static func fileCreation() throws(HDF5Error) -> HDF5Handle {
        let list = try make(chdf5_file_creation)
        try set { H5Pset_obj_track_times(list.id, false) }
        return list
    }

    /// The format of 1.10, which every reader since 2016 understands.
    ///
    /// Not an older one: its index of chunks has no checksum, and a flipped bit there makes the library read a
    /// missing chunk, zeros, without a word. Here all that leads to the numbers is checksummed.
    ///
    /// The library's own locks are off: `OperatingSystem` locks its temporary files, and an input may lie on a file system
    /// that cannot lock.
    static func fileAccess() throws(HDF5Error) -> HDF5Handle {
        let list = try make(chdf5_file_access)
        try set { H5Pset_libver_bounds(list.id, H5F_LIBVER_V110, H5F_LIBVER_V110) }
        try set { H5Pset_file_locking(list.id, false, true) }
        try set { H5Pset_fclose_degree(list.id, H5F_CLOSE_STRONG) }
        return list
    }

    /// A file in memory, never written out.
    static func memoryAccess() throws(HDF5Error) -> HDF5Handle {
        let list = try fileAccess()
        try set { H5Pset_fapl_core(list.id, 1 << 18, false) }
        return list
    }

    static func groupCreation() throws(HDF5Error) -> HDF5Handle {
        let list = try make(chdf5_group_creation)
        try set { H5Pset_obj_track_times(list.id, false) }
        return list
    }

    /// Names are UTF-8.
    static func linkCreation() throws(HDF5Error) -> HDF5Handle {
        let list = try make(chdf5_link_creation)
        try set { H5Pset_char_encoding(list.id, H5T_CSET_UTF8) }
        return list
    }

    static func attributeCreation() throws(HDF5Error) -> HDF5Handle {
        let list = try make(chdf5_attribute_creation)
        try set { H5Pset_char_encoding(list.id, H5T_CSET_UTF8) }
        return list
    }

    /// Chunks that are complete leave the cache first.
    static func datasetAccess(chunkCacheBytes: Int) throws(HDF5Error) -> HDF5Handle {
        let list = try make(chdf5_dataset_access)
        // A prime; far more slots than chunks that the cache can hold.
        try set { H5Pset_chunk_cache(list.id, 12_421, chunkCacheBytes, 1) }
        return list
    }

    static func datasetCreation(_ layout: HDF5Layout) throws(HDF5Error) -> HDF5Handle {
        let list = try make(chdf5_dataset_creation)
        try set { H5Pset_obj_track_times(list.id, false) }
        guard let chunk = layout.chunk else { return list }
        let extents = chunk.map { hsize_t($0) }
        try set { H5Pset_chunk(list.id, Int32(extents.count), extents) }
        if layout.shuffle { try set { H5Pset_shuffle(list.id) } }
        if let level = layout.deflate { try set { H5Pset_deflate(list.id, UInt32(level)) } }
        if layout.fletcher32 { try set { H5Pset_fletcher32(list.id) } }
        return list
    }

    static func transfer() throws(HDF5Error) -> HDF5Handle {
        try make(chdf5_transfer)
    }

    private static func make(_ listClass: () -> hid_t) throws(HDF5Error) -> HDF5Handle {
        try HDF5Handle(.properties, "property list") { H5Pcreate(listClass()) }
    }

    private static func set(_ call: () -> herr_t) throws(HDF5Error) {
        try HDF5Library.check("property list", .read, call)
    }
}

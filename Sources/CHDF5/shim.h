// libhdf5 as Swift can see it.
//
// The importer drops macros that are expressions, and the globals behind H5T_NATIVE_* are -1 until the library
// is opened. So each such macro becomes a function here. Nothing else belongs in this file.
#ifndef CANNS_CHDF5_SHIM_H
#define CANNS_CHDF5_SHIM_H

// Debian's place of the serial library; elsewhere pkg-config names it.
#if __has_include(<hdf5/serial/hdf5.h>)
#include <hdf5/serial/hdf5.h>
#include <hdf5/serial/hdf5_hl.h>
#else
#include <hdf5.h>
#include <hdf5_hl.h>
#endif

// Constants.
static inline unsigned chdf5_read_only(void) { return H5F_ACC_RDONLY; }
static inline unsigned chdf5_read_write(void) { return H5F_ACC_RDWR; }
static inline unsigned chdf5_truncate(void) { return H5F_ACC_TRUNC; }
static inline hid_t chdf5_default(void) { return H5P_DEFAULT; }
static inline hid_t chdf5_all(void) { return H5S_ALL; }

// Property list classes.
static inline hid_t chdf5_file_creation(void) { return H5P_FILE_CREATE; }
static inline hid_t chdf5_file_access(void) { return H5P_FILE_ACCESS; }
static inline hid_t chdf5_group_creation(void) { return H5P_GROUP_CREATE; }
static inline hid_t chdf5_dataset_creation(void) { return H5P_DATASET_CREATE; }
static inline hid_t chdf5_dataset_access(void) { return H5P_DATASET_ACCESS; }
static inline hid_t chdf5_transfer(void) { return H5P_DATASET_XFER; }
static inline hid_t chdf5_link_creation(void) { return H5P_LINK_CREATE; }
static inline hid_t chdf5_attribute_creation(void) { return H5P_ATTRIBUTE_CREATE; }

// Types in memory, in the byte order of the machine.
static inline hid_t chdf5_memory_bits8(void) { return H5T_NATIVE_B8; }
static inline hid_t chdf5_memory_int8(void) { return H5T_NATIVE_INT8; }
static inline hid_t chdf5_memory_int16(void) { return H5T_NATIVE_INT16; }
static inline hid_t chdf5_memory_int32(void) { return H5T_NATIVE_INT32; }
static inline hid_t chdf5_memory_int64(void) { return H5T_NATIVE_INT64; }
static inline hid_t chdf5_memory_uint8(void) { return H5T_NATIVE_UINT8; }
static inline hid_t chdf5_memory_uint16(void) { return H5T_NATIVE_UINT16; }
static inline hid_t chdf5_memory_uint32(void) { return H5T_NATIVE_UINT32; }
static inline hid_t chdf5_memory_uint64(void) { return H5T_NATIVE_UINT64; }
static inline hid_t chdf5_memory_float(void) { return H5T_NATIVE_FLOAT; }
static inline hid_t chdf5_memory_double(void) { return H5T_NATIVE_DOUBLE; }

// Types in files: little-endian everywhere.
static inline hid_t chdf5_file_int8(void) { return H5T_STD_I8LE; }
static inline hid_t chdf5_file_int16(void) { return H5T_STD_I16LE; }
static inline hid_t chdf5_file_int32(void) { return H5T_STD_I32LE; }
static inline hid_t chdf5_file_int64(void) { return H5T_STD_I64LE; }
static inline hid_t chdf5_file_uint8(void) { return H5T_STD_U8LE; }
static inline hid_t chdf5_file_uint16(void) { return H5T_STD_U16LE; }
static inline hid_t chdf5_file_uint32(void) { return H5T_STD_U32LE; }
static inline hid_t chdf5_file_uint64(void) { return H5T_STD_U64LE; }
static inline hid_t chdf5_file_float(void) { return H5T_IEEE_F32LE; }
static inline hid_t chdf5_file_double(void) { return H5T_IEEE_F64LE; }
static inline hid_t chdf5_big_endian_float(void) { return H5T_IEEE_F32BE; }

// A C string; its size and character set are set on a copy.
static inline hid_t chdf5_c_string(void) { return H5T_C_S1; }
static inline size_t chdf5_variable_size(void) { return H5T_VARIABLE; }

// A reference to an object of the same file.
static inline hid_t chdf5_object_reference(void) { return H5T_STD_REF_OBJ; }

// Calls whose signature changed with 1.12.

/// Type of a link (H5L_TYPE_HARD, …) and length of its value, or a negative number.
static inline herr_t chdf5_link_information(hid_t location, const char *name, H5L_type_t *type, size_t *length)
{
#if H5_VERSION_GE(1, 12, 0)
    H5L_info2_t information;
    herr_t status = H5Lget_info2(location, name, &information, H5P_DEFAULT);
#else
    H5L_info_t information;
    herr_t status = H5Lget_info(location, name, &information, H5P_DEFAULT);
#endif
    if (status >= 0) {
        *type = information.type;
        *length = information.type == H5L_TYPE_HARD ? 0 : information.u.val_size;
    }
    return status;
}

/// Type of the object that a path leads to (H5O_TYPE_GROUP, …), or a negative number.
static inline herr_t chdf5_object_type(hid_t location, const char *name, H5O_type_t *type)
{
#if H5_VERSION_GE(1, 12, 0)
    H5O_info2_t information;
    herr_t status = H5Oget_info_by_name3(location, name, &information, H5O_INFO_BASIC, H5P_DEFAULT);
#else
    H5O_info_t information;
    herr_t status = H5Oget_info_by_name2(location, name, &information, H5O_INFO_BASIC, H5P_DEFAULT);
#endif
    if (status >= 0) {
        *type = information.type;
    }
    return status;
}

typedef void (*chdf5_name_visitor)(void *context, const char *name);

typedef struct {
    chdf5_name_visitor visit;
    void *context;
} chdf5_name_visit;

#if H5_VERSION_GE(1, 12, 0)
typedef H5L_info2_t chdf5_link_info;
#else
typedef H5L_info_t chdf5_link_info;
#endif

static inline herr_t chdf5_visit_link(hid_t group, const char *name, const chdf5_link_info *info, void *data)
{
    (void)group;
    (void)info;
    const chdf5_name_visit *visit = (const chdf5_name_visit *)data;
    visit->visit(visit->context, name);
    return 0;
}

/// Calls `visitor` with the name of each link of a group, in the order of the names.
static inline herr_t chdf5_visit_names(hid_t group, chdf5_name_visitor visitor, void *context)
{
    chdf5_name_visit visit = {visitor, context};
#if H5_VERSION_GE(1, 12, 0)
    return H5Literate2(group, H5_INDEX_NAME, H5_ITER_INC, NULL, chdf5_visit_link, &visit);
#else
    return H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, NULL, chdf5_visit_link, &visit);
#endif
}

#endif

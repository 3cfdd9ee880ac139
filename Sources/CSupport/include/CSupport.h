#ifndef CANNS_SUPPORT_H
#define CANNS_SUPPORT_H

#include "kernels.h"

#endif

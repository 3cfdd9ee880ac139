/* All C of our own, one header a topic. */
#ifndef CANNS_CSUPPORT_H
#define CANNS_CSUPPORT_H

#include "checksum.h"
#include "gram.h"
#include "kernels.h"
#include "layers.h"
#include "pause.h"
#include "reduction.h"
#include "sha256.h"
#include "signals.h"
#include "synapses.h"
#include "transpose.h"
#include "trial.h"
#include "writeback.h"

#endif

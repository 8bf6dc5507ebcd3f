#ifndef EVITAB_VERSION_H
#define EVITAB_VERSION_H

#define EVITAB_VERSION "0.1.0"

#endif

# The installed package: one shared library with every module, the public headers, the program and the CMake package.

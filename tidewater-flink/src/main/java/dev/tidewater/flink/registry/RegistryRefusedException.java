package dev.tidewater.flink.registry;

import java.io.IOException;

/** The registry has answered no: the schema is invalid or incompatible, or the answer is none of a registry. */
public final class RegistryRefusedException extends IOException {
    private static final long serialVersionUID = 1;

    RegistryRefusedException(String message) {
        super(message);
    }
}

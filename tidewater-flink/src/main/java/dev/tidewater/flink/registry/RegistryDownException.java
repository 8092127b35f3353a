package dev.tidewater.flink.registry;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The registry does not answer, or says that it cannot at the moment. Asking again later may help. */
public final class RegistryDownException extends IOException {
    private static final long serialVersionUID = 1;

    RegistryDownException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package dev.tidewater.icebergrest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives test classes the one lake of this run: started for the first of them, ended after the last. */
final class SharedLake implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Lake.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedLake.class))
                .computeIfAbsent(Lake.class, key -> start(), Lake.class);
    }

    private static Lake start() {
        try {
            return new Lake(Files.createTempDirectory("lake"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

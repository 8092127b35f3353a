package dev.tidewater.engine.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

/**
 * What is in a jar.
 *
 * @param classes their names, as {@code CREATE FUNCTION} writes them; empty if it is damaged
 * @param damage why it cannot be read as a jar
 */
record JarContent(FunctionJar jar, Path file, Set<String> classes, Optional<String> damage) {
    private static final String CLASS = ".class";

    JarContent {
        classes = Set.copyOf(classes);
    }

    static JarContent read(String name, Path file) {
        FunctionJar jar = new FunctionJar(name, sha256(file));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Set<String> classes = zip.stream()
                    .map(entry -> entry.getName())
                    .filter(entry -> entry.endsWith(CLASS) && !entry.startsWith("META-INF/"))
                    .map(entry ->
                            entry.substring(0, entry.length() - CLASS.length()).replace('/', '.'))
                    .collect(Collectors.toSet());
            return new JarContent(jar, file, classes, Optional.empty());
        } catch (IOException e) {
            return new JarContent(jar, file, Set.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

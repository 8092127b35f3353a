package dev.tidewater.engine.stack;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps the projects of one user from choosing each other's ports: those of a stack that is down, and those of one that is
 * just being started, look free. A claim is a file named like the port; in it stands the identity file of the stack that
 * has it, and it holds as long as that file names the port.
 */
final class PortClaims {
    /** A stack writes its identity right after it has claimed its ports. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Path folder;

    PortClaims(Path folder) {
        this.folder = folder;
    }

    static PortClaims ofUser() {
        return new PortClaims(Path.of(System.getProperty("user.home"), ".cache", "tidewater", "ports"));
    }

    /** Whether {@code identity} may have {@code port}; true, too, where claims cannot be written. */
    boolean claim(int port, Path identity) {
        Path claim = folder.resolve(Integer.toString(port));
        try {
            Files.createDirectories(folder);
            if (Files.exists(claim) && !isAbandoned(claim, port)) {
                return false;
            }
            Files.deleteIfExists(claim);
            Files.writeString(claim, identity.toAbsolutePath().toString(), StandardOpenOption.CREATE_NEW);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isAbandoned(Path claim, int port) throws IOException {
        Instant made = Files.getLastModifiedTime(claim).toInstant();
        if (made.isAfter(Instant.now().minus(FRESH))) {
            return false;
        }
        Path identity = Path.of(Files.readString(claim).strip());
        // As text: a file that is damaged claims whatever it names.
        return !Files.exists(identity) || !Files.readString(identity).matches("(?s).*\\b" + port + "\\b.*");
    }
}

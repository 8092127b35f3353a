package dev.tidewater.engine.stack;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds out who listens on a port, where the kernel tells (Linux, own processes); knows nothing elsewhere. */
final class PortHolder {
    private PortHolder() {}

    /** {@code " by pid 42 (nginx)"}, or nothing if it cannot be learnt. */
    static String describe(int port) {
        try {
            return inode(port).flatMap(PortHolder::holder).orElse("");
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }

    private static Optional<String> inode(int port) throws IOException {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] fields = line.trim().split("\\s+");
                // 0A is TCP_LISTEN; see proc(5).
                if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals("0A")) {
                    return Optional.of("socket:[" + fields[9] + "]");
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> holder(String socket) {
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process.pid(), socket))
                .map(process -> " by pid " + process.pid()
                        + process.info()
                                .command()
                                .map(command -> " (" + Path.of(command).getFileName() + ")")
                                .orElse(""))
                .findFirst();
    }

    private static boolean holds(long pid, String socket) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).toString().equals(socket)) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Ended meanwhile, or another user's.
        }
        return false;
    }
}

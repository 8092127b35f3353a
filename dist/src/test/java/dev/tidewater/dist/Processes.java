package dev.tidewater.dist;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the kernel tells of processes: found by the folder they work in, which no process of a stack can hide. */
final class Processes {
    private static final Path PROC = Path.of("/proc");

    private Processes() {}

    /** Every process that works in {@code folder} or below it. */
    static List<ProcessHandle> in(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> worksIn(folder, process.pid()))
                .toList();
    }

    /** As {@code kill -9}; returns when all are gone. */
    static void kill(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(processes, Duration.ofSeconds(10));
    }

    /** Until it is thawed it does nothing, and its connections stay open. */
    static void freeze(ProcessHandle process) {
        signal(process, "STOP");
    }

    static void thaw(ProcessHandle process) {
        signal(process, "CONT");
    }

    private static void signal(ProcessHandle process, String signal) {
        try {
            int exitCode = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException("kill -" + signal + " " + process.pid() + " ends with " + exitCode);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static void awaitEnd(List<ProcessHandle> processes, Duration patience) {
        await().alias("the end of " + describe(processes))
                .atMost(patience)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> processes.stream().noneMatch(Processes::runs));
    }

    /** Each with the beginning of its command line. */
    static String describe(List<ProcessHandle> processes) {
        return processes.stream()
                .map(process -> process.pid() + " " + commandLine(process.pid()))
                .collect(Collectors.joining("\n", processes.size() + " processes:\n", "\n"));
    }

    /** Addresses, without ports, on which a process listens: TCP over IPv4 and IPv6, written as the kernel does. */
    static Set<String> listeningAddresses(long pid) {
        Set<String> sockets = sockets(pid);
        Set<String> addresses = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line :
                    lines(PROC.resolve(Long.toString(pid)).resolve("net").resolve(table))) {
                String[] fields = line.trim().split("\\s+");
                // 0A is TCP_LISTEN; see proc(5).
                if (fields[3].equals("0A") && sockets.contains("socket:[" + fields[9] + "]")) {
                    addresses.add(address(fields[1].split(":")[0]));
                }
            }
        }
        return addresses;
    }

    /** A zombie waits for its parent to look; it does nothing any more. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && !state(process.pid()).equals("Z");
    }

    private static boolean worksIn(Path folder, long pid) {
        try {
            return Files.readSymbolicLink(PROC.resolve(Long.toString(pid)).resolve("cwd"))
                    .startsWith(folder);
        } catch (IOException e) {
            // Ended meanwhile, or another user's.
            return false;
        }
    }

    private static String state(long pid) {
        List<String> stat = lines(PROC.resolve(Long.toString(pid)).resolve("stat"));
        return stat.isEmpty()
                ? ""
                : stat.get(0)
                        .substring(stat.get(0).lastIndexOf(')') + 2, stat.get(0).lastIndexOf(')') + 3);
    }

    private static String commandLine(long pid) {
        String all = String.join(" ", lines(PROC.resolve(Long.toString(pid)).resolve("cmdline")))
                .replace('\0', ' ');
        return all.length() > 200 ? all.substring(0, 100) + " … " + all.substring(all.length() - 100) : all;
    }

    private static Set<String> sockets(long pid) {
        Set<String> sockets = new HashSet<>();
        try (DirectoryStream<Path> descriptors =
                Files.newDirectoryStream(PROC.resolve(Long.toString(pid)).resolve("fd"))) {
            for (Path descriptor : descriptors) {
                sockets.add(Files.readSymbolicLink(descriptor).toString());
            }
        } catch (NoSuchFileException e) {
            // A descriptor was closed meanwhile: not one that listens.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sockets;
    }

    /** The kernel writes addresses as little-endian words of four bytes. */
    private static String address(String hex) {
        byte[] words = HexFormat.of().parseHex(hex);
        List<String> bytes = new ArrayList<>();
        for (int word = 0; word < words.length; word += 4) {
            for (int i = 3; i >= 0; i--) {
                bytes.add(Integer.toString(words[word + i] & 0xff));
            }
        }
        return String.join(".", bytes);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .skip(file.getFileName().toString().startsWith("tcp") ? 1 : 0)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}

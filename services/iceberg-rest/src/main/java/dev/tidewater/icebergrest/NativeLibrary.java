package dev.tidewater.icebergrest;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the SQLite driver unpacks its native library. By default that is the machine's temporary folder, where every
 * {@code kill -9} would leave a copy for good.
 */
final class NativeLibrary {
    private static final String PROPERTY = "org.sqlite.tmpdir";

    private NativeLibrary() {}

    /** Unpacks into the folder, once what earlier processes left there is deleted. Who set the property decides. */
    static void useFolder(Path folder) throws IOException {
        if (System.getProperty(PROPERTY) != null) {
            return;
        }
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, "sqlite-*")) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        }
        System.setProperty(PROPERTY, folder.toString());
    }
}

package dev.tidewater.engine.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What a service needs to know to be launched: where things lie, who the stack is, how large it may be. */
record StackContext(StackLayout layout, StackIdentity identity, FlinkMemory memory, ClassArchives archives) {

    /** Credentials by reference: the AWS SDKs of all services read them here, so that they stand in no file and no UI. */
    Map<String, String> credentials() {
        return Map.of(
                "AWS_ACCESS_KEY_ID",
                identity.accessKey(),
                "AWS_SECRET_ACCESS_KEY",
                identity.secretKey(),
                "AWS_REGION",
                Endpoints.REGION,
                // A laptop has no instance metadata; without this the SDK waits for it.
                "AWS_EC2_METADATA_DISABLED",
                "true");
    }

    /** Writes {@code content} to a file of the service's configuration folder. */
    Path writeConf(String service, String file, String content) {
        Path path = layout.conf(service).resolve(file);
        try {
            return Files.writeString(path, content);
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + path, e);
        }
    }

    /** Writes {@code key=value} lines. */
    Path writeProperties(String service, String file, Map<String, String> properties) {
        StringBuilder content = new StringBuilder();
        new TreeMap<>(properties)
                .forEach((key, value) ->
                        content.append(key).append('=').append(value).append('\n'));
        return writeConf(service, file, content.toString());
    }
}

package dev.tidewater.engine.stack;

import dev.tidewater.engine.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Apicurio Registry on an H2 file, spoken to through its Confluent-compatible API. */
final class RegistryService {
    static final String NAME = "registry";
    /** Path of the Confluent-compatible API below the service's address. */
    static final String PATH = "/apis/ccompat/v7";

    private RegistryService() {}

    static ServiceSpec spec() {
        return new ServiceSpec(
                NAME, List.of(StackPort.SCHEMA_REGISTRY), RegistryService::launch, RegistryService::ready);
    }

    private static Launch launch(StackContext context) {
        Path database = context.layout().data(NAME).resolve("registry");
        List<String> jvm = new ArrayList<>(Jvm.small(
                "192m",
                "-Dquarkus.http.host=" + StackIdentity.HOST,
                "-Dquarkus.http.port=" + context.identity().port(StackPort.SCHEMA_REGISTRY),
                // H2 otherwise answers half a second before a change is on disk. See its WRITE_DELAY setting.
                "-Dquarkus.datasource.jdbc.url=jdbc:h2:file:" + database + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
                "-Dquarkus.datasource.jdbc.initial-size=1",
                "-Dquarkus.datasource.jdbc.min-size=1",
                "-Dquarkus.datasource.jdbc.max-size=8",
                "-Dquarkus.transaction-manager.object-store.directory="
                        + context.layout().temporary(NAME).resolve("transactions"),
                "-Dquarkus.log.level=WARN",
                "-Dquarkus.banner.enabled=false",
                "-Dvertx.cacheDirBase=" + context.layout().temporary(NAME),
                "-Djava.io.tmpdir=" + context.layout().temporary(NAME)));
        return new Launch(
                context.layout().jars(NAME),
                "io.quarkus.runner.GeneratedMain",
                jvm,
                List.of(),
                Map.of(),
                Duration.ofSeconds(4));
    }

    private static boolean ready(StackContext context) throws IOException, InterruptedException {
        int port = context.identity().port(StackPort.SCHEMA_REGISTRY);
        if (!Tcp.accepts(port)) {
            return false;
        }
        String address = context.identity().url(StackPort.SCHEMA_REGISTRY);
        return Http.get(address + PATH + "/subjects").ok()
                && requireCompatibility(address + "/apis/registry/v2/admin/rules");
    }

    /** Confluent's registry refuses incompatible schemas unless told otherwise; Apicurio accepts them. */
    private static boolean requireCompatibility(String rules) throws IOException, InterruptedException {
        Http.Answer answer = Http.get(rules);
        if (!answer.ok()) {
            return false;
        }
        for (var rule : Json.tree(answer.body())) {
            if (rule.asText().equals("COMPATIBILITY")) {
                return true;
            }
        }
        return Http.send("POST", rules, "{\"type\":\"COMPATIBILITY\",\"config\":\"BACKWARD\"}", Duration.ofSeconds(5))
                .ok();
    }
}

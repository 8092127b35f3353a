package dev.tidewater.engine.stack;

import dev.tidewater.engine.json.Json;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What one stack keeps for its whole life: ports and secrets. Written once, on first {@code up}.
 *
 * @param ports a port for every {@link StackPort}
 * @param accessKey of the object store
 * @param secretKey of the object store
 * @param token that callers of the control API present
 */
public record StackIdentity(Map<StackPort, Integer> ports, String accessKey, String secretKey, String token) {
    /** Host of everything: the stack is never reachable from another machine. */
    public static final String HOST = "127.0.0.1";

    public StackIdentity {
        ports = Map.copyOf(ports);
        Objects.requireNonNull(accessKey);
        Objects.requireNonNull(secretKey);
        Objects.requireNonNull(token);
    }

    public int port(StackPort port) {
        Integer number = ports.get(port);
        if (number == null) {
            throw new IllegalStateException("no port for " + port);
        }
        return number;
    }

    public String address(StackPort port) {
        return HOST + ":" + port(port);
    }

    public String url(StackPort port) {
        return "http://" + address(port);
    }

    /**
     * Identity of the stack in {@code layout}, created on first use.
     *
     * @param wanted ports that the project fixes; they win over those kept
     */
    public static StackIdentity loadOrCreate(StackLayout layout, Map<StackPort, Integer> wanted) {
        Optional<StackIdentity> kept = load(layout);
        Map<StackPort, Integer> ports = new EnumMap<>(StackPort.class);
        kept.ifPresent(identity -> ports.putAll(identity.ports()));
        ports.putAll(wanted);
        chooseMissing(ports, layout.identityFile());
        StackIdentity identity = kept.map(
                        old -> new StackIdentity(ports, old.accessKey(), old.secretKey(), old.token()))
                .orElseGet(() -> new StackIdentity(ports, secret(15), secret(30), secret(30)));
        if (!kept.equals(Optional.of(identity))) {
            Json.writeFile(layout.identityFile(), identity);
        }
        return identity;
    }

    /**
     * The identity of a stack that has been up before; empty if it never was.
     *
     * @throws TidewaterException (RESOURCE) if its file is damaged
     */
    public static Optional<StackIdentity> load(StackLayout layout) {
        return Json.readFile(
                layout.identityFile(),
                StackIdentity.class,
                "stop the stack if it is up (tidewater down), delete the file, and tidewater up makes new ports and keys;"
                        + " no data is lost");
    }

    /** Forgets the ports of a stack that is down, so that the next {@code up} chooses free ones. */
    public static void forgetPorts(StackLayout layout) {
        load(layout)
                .ifPresent(old -> Json.writeFile(
                        layout.identityFile(),
                        new StackIdentity(Map.of(), old.accessKey(), old.secretKey(), old.token())));
    }

    /**
     * @param fixed ports that the project's configuration chose
     * @throws TidewaterException (RESOURCE) naming every port that another program holds
     */
    public void requireFreePorts(Set<StackPort> fixed) {
        List<String> taken = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (StackPort port : StackPort.values()) {
            if (!isFree(port(port))) {
                taken.add("port " + port(port) + " of " + port.label() + " is taken" + PortHolder.describe(port(port)));
                if (fixed.contains(port)) {
                    keys.add("local.ports." + port.label());
                }
            }
        }
        if (!taken.isEmpty()) {
            throw new TidewaterException(
                    ErrorCode.RESOURCE,
                    String.join("\n", taken),
                    keys.isEmpty()
                            ? "end that program, or let the stack choose other ports with: tidewater up --new-ports"
                            : "end that program, or change " + String.join(", ", keys) + " in tidewater.yaml");
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Ports below 32768, where Linux starts to hand out ports to outgoing connections: a port from that range would be
     * free today and taken by somebody's connection at the next {@code up}.
     */
    private static void chooseMissing(Map<StackPort, Integer> ports, Path identity) {
        SecureRandom random = new SecureRandom();
        PortClaims claims = PortClaims.ofUser();
        for (StackPort port : StackPort.values()) {
            if (!ports.containsKey(port)) {
                ports.put(port, chooseFree(random, ports, claims, identity));
            }
        }
    }

    private static int chooseFree(
            SecureRandom random, Map<StackPort, Integer> chosen, PortClaims claims, Path identity) {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int candidate = 20_000 + random.nextInt(12_000);
            if (!chosen.containsValue(candidate) && isFree(candidate) && claims.claim(candidate, identity)) {
                return candidate;
            }
        }
        throw new TidewaterException(
                ErrorCode.RESOURCE,
                "no free port between 20000 and 32000 on " + HOST,
                "close some programs and try again");
    }

    private static String secret(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        // Letters and digits only: some S3 clients mishandle '/' and '+' in keys.
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(random)
                .replace('-', 'A')
                .replace('_', 'B');
    }
}

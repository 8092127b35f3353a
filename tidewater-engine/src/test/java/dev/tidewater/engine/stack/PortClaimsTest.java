package dev.tidewater.engine.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortClaimsTest {
    @TempDir
    private Path folder = Path.of(".");

    private PortClaims claims = new PortClaims(folder);
    private Path ours = folder;
    private Path theirs = folder;

    @BeforeEach
    void layOut() {
        claims = new PortClaims(folder.resolve("ports"));
        ours = folder.resolve("ours.json");
        theirs = folder.resolve("theirs.json");
    }

    @Test
    void aPortThatAnotherStackHasJustChosenIsTaken() {
        assertThat(claims.claim(20_001, theirs)).isTrue();

        assertThat(claims.claim(20_001, ours)).isFalse();
        assertThat(claims.claim(20_002, ours)).isTrue();
    }

    @Test
    void aPortThatAStackKeepsStaysItsOwnUntilItForgetsIt() throws IOException {
        claims.claim(20_001, theirs);
        Files.writeString(theirs, "{\"ports\": {\"kafka\": 20001}}");
        makeOld("20001");
        assertThat(claims.claim(20_001, ours)).isFalse();

        Files.writeString(theirs, "{\"ports\": {\"kafka\": 20017}}");
        assertThat(claims.claim(20_001, ours)).isTrue();
    }

    @Test
    void aPortOfAProjectThatIsGoneIsFree() throws IOException {
        claims.claim(20_001, theirs);
        makeOld("20001");

        assertThat(claims.claim(20_001, ours)).isTrue();
    }

    @Test
    void whereNothingCanBeClaimedNothingIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(new PortClaims(file.resolve("ports")).claim(20_001, ours)).isTrue();
    }

    private void makeOld(String claim) throws IOException {
        Files.setLastModifiedTime(
                folder.resolve("ports").resolve(claim),
                FileTime.from(Instant.now().minus(Duration.ofMinutes(5))));
    }
}

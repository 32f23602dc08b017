package dev.swarmlog.runtime.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarmlog.runtime.http.access.Gate.Request;
import dev.swarmlog.runtime.http.access.Gate.Verdict;
import dev.swarmlog.runtime.settings.BadSettings;
import dev.swarmlog.runtime.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GateTest {
    private static final RsaJsonWebKey KEY = key("k1");
    private static final String TOKEN = Tokens.fresh();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "viewer, VIEWER, Admitted",
        "viewer, OPERATOR, Forbidden",
        "operator, VIEWER, Admitted",
        "operator, ADMIN, Forbidden",
        "admin, ADMIN, Admitted"
    })
    void aTokenLetsIntoWhatItsRoleCovers(String role, Role needed, String verdict) throws Exception {
        Gate gate = gate(Tokens.line("eve", Role.valueOf(role.toUpperCase(Locale.ROOT)), TOKEN));

        assertThat(gate.judge(bearer(TOKEN), needed).getClass().getSimpleName()).isEqualTo(verdict);
    }

    @Test
    void knowsTheCallerByTheirName() throws Exception {
        Gate gate = gate("# staff\n\n" + Tokens.line("eve", Role.OPERATOR, TOKEN));

        assertThat(gate.judge(bearer(TOKEN), Role.VIEWER))
                .isEqualTo(new Verdict.Admitted(new Caller("eve", Role.OPERATOR)));
    }

    @Test
    void turnsAwayWhoHasNoGoodToken() throws Exception {
        Gate gate = gate(Tokens.line("eve", Role.ADMIN, TOKEN));

        for (Request request : List.of(
                new Request(null, "x", null),
                new Request("Basic abc", "x", null),
                new Request("Bearer", "x", null),
                bearer(""),
                bearer(Tokens.fresh()),
                bearer(TOKEN + "x"))) {
            assertThat(gate.judge(request, Role.VIEWER)).isInstanceOf(Verdict.Unknown.class);
            assertThat(gate.judge(request, Role.ANYBODY)).isInstanceOf(Verdict.Admitted.class);
        }
    }

    @Test
    void theFileTellsNobodyAToken() throws Exception {
        String line = Tokens.line("eve", Role.ADMIN, TOKEN);

        assertThat(line).doesNotContain(TOKEN);
        assertThat(gate(line).judge(bearer(line.substring(line.lastIndexOf(' ') + 1)), Role.VIEWER))
                .isInstanceOf(Verdict.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eve", "eve admin", "eve boss 00", "eve anybody ", "e/v admin "})
    void refusesLinesThatMakeNoSense(String line) {
        String hash = "0".repeat(64);

        assertThatThrownBy(() -> Tokens.of(List.of("", line.endsWith(" ") ? line + hash : line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void whoIsTakenOutOfTheFileIsOutWithoutARestart() throws Exception {
        Path file = Files.writeString(folder.resolve("tokens"), Tokens.line("eve", Role.ADMIN, TOKEN));
        Gate gate = Gate.of(new AccessConfig(file.toString(), null));
        assertThat(gate.judge(bearer(TOKEN), Role.VIEWER)).isInstanceOf(Verdict.Admitted.class);

        Files.writeString(file, "# nobody");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));

        long until = System.nanoTime() + 10_000_000_000L;
        while (gate.judge(bearer(TOKEN), Role.VIEWER) instanceof Verdict.Admitted && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertThat(gate.judge(bearer(TOKEN), Role.VIEWER)).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void takesWhatAnotherSignsForUs() throws Exception {
        Gate gate = jwtGate("realm_access.roles");

        assertThat(gate.judge(bearer(jwt(KEY, claims -> {})), Role.OPERATOR))
                .isEqualTo(new Verdict.Admitted(new Caller("eve", Role.OPERATOR)));
    }

    @Test
    void takesNothingElseThatLooksLikeIt() throws Exception {
        Gate gate = jwtGate("realm_access.roles");
        RsaJsonWebKey stranger = key("k1");
        String good = jwt(KEY, claims -> {});

        for (String bad : List.of(
                jwt(stranger, claims -> {}),
                jwt(KEY, claims -> claims.setExpirationTimeMinutesInTheFuture(-5)),
                jwt(KEY, claims -> claims.unsetClaim("exp")),
                jwt(KEY, claims -> claims.setAudience("others")),
                jwt(KEY, claims -> claims.setIssuer("elsewhere")),
                jwt(KEY, claims -> claims.setNotBeforeMinutesInThePast(-5)),
                jwt(KEY, claims -> claims.setClaim("realm_access", Map.of("roles", List.of("boss")))),
                jwt(KEY, claims -> claims.setClaim("realm_access", "admin")),
                unsigned(),
                signedByWhatVerifies(),
                good.substring(0, good.length() - 8) + "AAAAAAAA",
                "a.b.c",
                "nonsense")) {
            assertThat(gate.judge(bearer(bad), Role.VIEWER)).as(bad).isInstanceOf(Verdict.Unknown.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080, , Admitted",
        "localhost:8080, , Admitted",
        "[::1]:8080, , Admitted",
        "127.0.0.1:8080, http://127.0.0.1:8080, Admitted",
        "127.0.0.1:8080, http://evil.example, Forbidden",
        "127.0.0.1:8080, null, Forbidden",
        "evil.example:8080, http://evil.example:8080, Forbidden",
        "evil.example, , Forbidden"
    })
    void withoutTokensPagesOfOthersMayNotUseThisMachine(String host, @Nullable String origin, String verdict) {
        assertThat(Gate.open()
                        .judge(new Request(null, host, origin), Role.ADMIN)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "localhost, true", "::1, true", "127.3.2.1, true", "0.0.0.0, false", "::, false"})
    void asksForTokensWhereOthersCanReachIt(String host, boolean mayBeOpen) {
        assertThat(problems(Map.of(), host).isEmpty()).isEqualTo(mayBeOpen);
        assertThat(problems(Map.of("SWARMLOG_HTTP_TOKENS_FILE", "/some/file"), host))
                .isEmpty();
    }

    @Test
    void asksForWhomJsonWebTokensAreMade() {
        assertThat(problems(Map.of("SWARMLOG_HTTP_JWKS", "https://issuer/keys"), "0.0.0.0"))
                .singleElement()
                .asString()
                .contains("SWARMLOG_HTTP_JWT_AUDIENCE");
    }

    private static List<String> problems(Map<String, String> env, String host) {
        Settings settings = Settings.from(env);
        AccessConfig.from(settings, host);
        try {
            settings.check();
            return List.of();
        } catch (BadSettings e) {
            return e.problems();
        }
    }

    private Gate gate(String lines) throws Exception {
        Path file = Files.writeString(folder.resolve("tokens"), lines);
        return Gate.of(new AccessConfig(file.toString(), null));
    }

    private Gate jwtGate(String rolesClaim) throws Exception {
        Path keys = Files.writeString(
                folder.resolve("keys.json"), new JsonWebKeySet(KEY).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
        return Gate.of(
                new AccessConfig("", new AccessConfig.Jwt(keys.toString(), "https://issuer", "swarmlog", rolesClaim)));
    }

    private static Request bearer(String token) {
        return new Request("Bearer " + token, "door.example", "https://door.example");
    }

    private static String jwt(PublicJsonWebKey key, Consumer<JwtClaims> change) throws Exception {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims(change).toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        return signature.getCompactSerialization();
    }

    private static String unsigned() throws Exception {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setPayload(claims(claims -> {}).toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
        return signature.getCompactSerialization();
    }

    /** As a shared secret the public key would do, if that were allowed. */
    private static String signedByWhatVerifies() throws Exception {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims(claims -> {}).toJson());
        signature.setKey(new HmacKey(KEY.getPublicKey().getEncoded()));
        signature.setKeyIdHeaderValue("k1");
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        return signature.getCompactSerialization();
    }

    private static JwtClaims claims(Consumer<JwtClaims> change) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("https://issuer");
        claims.setAudience("swarmlog");
        claims.setSubject("eve");
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setClaim("realm_access", Map.of("roles", List.of("viewer", "operator", "other")));
        change.accept(claims);
        return claims;
    }

    private static RsaJsonWebKey key(String id) {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }
}

package dev.swarmlog.runtime.http.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Tokens that somebody else gives out and signs: JWTs, by the keys of a JWKS. Thread-safe. */
final class Jwts {
    /** By keys that verify and cannot sign; what a shared secret signs, whoever verifies could have signed. */
    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA512,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
            AlgorithmIdentifiers.EDDSA);

    private static final int CLOCK_SKEW_SECONDS = 30;

    private final JwtConsumer consumer;
    private final List<String> rolesClaim;

    Jwts(AccessConfig.Jwt config) {
        rolesClaim = List.of(config.rolesClaim().split("\\.", -1));
        consumer = new JwtConsumerBuilder()
                .setVerificationKeyResolver(keys(config.jwks()))
                .setJwsAlgorithmConstraints(ALGORITHMS)
                .setExpectedIssuer(config.issuer())
                .setExpectedAudience(config.audience())
                .setRequireExpirationTime()
                .setRequireSubject()
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                .build();
    }

    /** A JWKS under an address is read again when a token names a key that was not there. */
    private static VerificationKeyResolver keys(String jwks) {
        if (jwks.startsWith("https://") || jwks.startsWith("http://")) {
            return new HttpsJwksVerificationKeyResolver(new HttpsJwks(jwks));
        }
        try {
            return new JwksVerificationKeyResolver(new JsonWebKeySet(Files.readString(Path.of(jwks))).getJsonWebKeys());
        } catch (IOException e) {
            throw new UncheckedIOException("the keys in " + jwks + " cannot be read: " + e, e);
        } catch (JoseException e) {
            throw new IllegalArgumentException(jwks + " is no JWKS: " + e.getMessage(), e);
        }
    }

    /** Throws an IllegalArgumentException that says why the token is not good. */
    Caller verify(String token) {
        try {
            JwtClaims claims = consumer.processToClaims(token);
            Role role = role(claims);
            if (role == null) {
                throw new IllegalArgumentException("the token has no role of ours in its claim "
                        + String.join(".", rolesClaim) + ": viewer, operator or admin");
            }
            return new Caller(claims.getSubject(), role);
        } catch (InvalidJwtException e) {
            throw new IllegalArgumentException(
                    e.getErrorDetails().isEmpty()
                            ? "the token is not good"
                            : e.getErrorDetails().getFirst().getErrorMessage(),
                    e);
        } catch (MalformedClaimException e) {
            throw new IllegalArgumentException("the token's subject is no text", e);
        }
    }

    /** The highest of those that it names; a claim within a claim is named with dots, as realm_access.roles. */
    private @Nullable Role role(JwtClaims claims) {
        Object found = claims.getClaimsMap();
        for (String part : rolesClaim) {
            found = found instanceof Map<?, ?> map ? map.get(part) : null;
        }
        Stream<?> words = found instanceof Collection<?> many ? many.stream() : Stream.ofNullable(found);
        return words.map(word -> Tokens.role(String.valueOf(word)))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}

package dev.swarmlog.runtime.http.access;

import dev.swarmlog.runtime.settings.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Who may call.
 *
 * @param tokensFile empty for none
 * @param jwt null for none
 */
public record AccessConfig(String tokensFile, @Nullable Jwt jwt) {

    /**
     * Tokens that somebody else signs.
     *
     * @param jwks address or file of the keys
     * @param rolesClaim where the token says which roles its bearer has
     */
    public record Jwt(String jwks, String issuer, String audience, String rolesClaim) {}

    /** Without tokens a server may be reached from its own machine alone. */
    public static AccessConfig from(Settings settings, String host) {
        String file = settings.text(
                "SWARMLOG_HTTP_TOKENS_FILE",
                "",
                "File of tokens, as `swarmlog token` prints its lines; read again when it changes");
        String jwks = settings.text(
                "SWARMLOG_HTTP_JWKS", "", "Address or file of the keys by which JSON Web Tokens are verified");
        Jwt jwt = new Jwt(
                jwks,
                settings.text("SWARMLOG_HTTP_JWT_ISSUER", "", "Whose JSON Web Tokens are good"),
                settings.text("SWARMLOG_HTTP_JWT_AUDIENCE", "", "For whom they must be made"),
                settings.text(
                        "SWARMLOG_HTTP_JWT_ROLES_CLAIM",
                        "roles",
                        "Their claim that holds viewer, operator or admin; with dots for one within another"));
        if (!jwks.isEmpty() && (jwt.issuer.isEmpty() || jwt.audience.isEmpty())) {
            settings.refuse(
                    "SWARMLOG_HTTP_JWKS",
                    "is set; SWARMLOG_HTTP_JWT_ISSUER and SWARMLOG_HTTP_JWT_AUDIENCE must be set, too, or tokens that"
                            + " were made for others would open this door");
        }
        if (file.isEmpty() && jwks.isEmpty() && !isLoopback(host)) {
            settings.refuse(
                    "SWARMLOG_HTTP_HOST",
                    "is '" + host + "', so others can reach this machine's door: set SWARMLOG_HTTP_TOKENS_FILE (make"
                            + " tokens by `swarmlog token`) or SWARMLOG_HTTP_JWKS, or serve on 127.0.0.1");
        }
        return new AccessConfig(file, jwks.isEmpty() ? null : jwt);
    }

    public boolean isOpen() {
        return tokensFile.isEmpty() && jwt == null;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}

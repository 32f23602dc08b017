package dev.swarmlog.router.core;

import java.util.List;

/**
 * What a message may be at most; anything beyond is refused.
 *
 * @param reservedType the type that nobody may submit
 * @param reservedIdPrefixes how no messageId may begin
 */
public record AdmissionLimits(
        int payloadBytesMax,
        int attributesMax,
        int attributeCharsMax,
        int attributesCharsMax,
        int idCharsMax,
        int tagsMax,
        int hopsMax,
        int attemptsMax,
        String reservedType,
        List<String> reservedIdPrefixes) {}

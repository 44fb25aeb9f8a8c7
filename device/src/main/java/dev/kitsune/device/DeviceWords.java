package dev.kitsune.device;

import dev.kitsune.engine.kernel.Device;
import java.util.List;
import java.util.Locale;

/**
 * The class of a device by words in its user agent: bots first, tablets before mobiles, desktops
 * last. Android says Mobile on phones and not on tablets, as its makers document; an iPad that asks
 * for desktop pages says Macintosh and is taken for one. Stateless; linear in the text's length.
 */
final class DeviceWords {
  private static final List<String> BOTS =
      List.of(
          "bot/",
          "bot;",
          "bot ",
          "bot)",
          "bot-",
          "bots",
          "googlebot",
          "crawl",
          "spider",
          "slurp",
          "headless",
          "lighthouse",
          "facebookexternalhit",
          "whatsapp/",
          "bingpreview",
          "google-inspectiontool",
          "pagespeed",
          "phantomjs",
          "pingdom",
          "mediapartners-google");

  /** A phone's maker whose name ends as robots' names do. */
  private static final String CUBOT = "cubot";

  /** Screens that are none of the classes. */
  private static final List<String> OTHERS =
      List.of(
          "smart-tv",
          "smarttv",
          "googletv",
          "android tv",
          "appletv",
          "apple tv",
          "hbbtv",
          "bravia",
          "crkey",
          "; aft",
          "roku",
          "web0s",
          "playstation",
          "xbox",
          "nintendo",
          "viera",
          "netcast",
          "tizen; tv",
          "smart tv");

  private static final List<String> TABLETS =
      List.of("ipad", "tablet;", "tablet)", "tablet ", "kindle", "; kf", "playbook", "touchpad");

  /** Windows on a desktop whose screen can be drawn on. */
  private static final String TABLET_PC = "tablet pc";

  private static final List<String> MOBILES =
      List.of(
          "mobi",
          "iphone",
          "ipod",
          "android",
          "windows phone",
          "blackberry",
          "bb10",
          "opera mini",
          "symbian",
          "series60",
          "palmos",
          "j2me",
          "midp");

  private static final List<String> DESKTOPS =
      List.of("windows", "macintosh", "mac os x", "x11", "cros", "linux", "freebsd", "openbsd");

  private DeviceWords() {}

  static Device.Kind kind(String userAgent) {
    String words = userAgent.toLowerCase(Locale.ROOT);
    if (hasAny(BOTS, words.replace(CUBOT, "")) || hasAny(OTHERS, words)) {
      return Device.Kind.UNKNOWN;
    }
    if (isTablet(words)) {
      return Device.Kind.TABLET;
    }
    if (hasAny(MOBILES, words)) {
      return Device.Kind.MOBILE;
    }
    return hasAny(DESKTOPS, words) ? Device.Kind.DESKTOP : Device.Kind.UNKNOWN;
  }

  private static boolean isTablet(String words) {
    boolean isAndroidTablet =
        words.startsWith("mozilla/") && words.contains("android") && !words.contains("mobi");
    return isAndroidTablet || hasAny(TABLETS, words.replace(TABLET_PC, ""));
  }

  private static boolean hasAny(List<String> parts, String words) {
    for (String part : parts) {
      if (words.contains(part)) {
        return true;
      }
    }
    return false;
  }
}

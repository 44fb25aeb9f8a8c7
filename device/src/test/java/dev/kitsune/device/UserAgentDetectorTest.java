package dev.kitsune.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.kernel.Device;
import dev.kitsune.engine.kernel.DeviceDetector;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserAgentDetectorTest {
  private static final UserAgentDetector DETECTOR = new UserAgentDetector();

  /* User agents as their browsers send them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "DESKTOP|Chrome|Windows|Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
        "DESKTOP|Safari|Mac OS X|Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Safari/605.1.15",
        "DESKTOP|Firefox|Ubuntu|Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0",
        "DESKTOP|Chrome|Chrome OS|Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
        "DESKTOP|Edge|Windows|Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.91",
        "DESKTOP|IE|Windows|Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; SLCC2; Tablet PC 2.0; rv:11.0) like Gecko",
        "MOBILE|Mobile Safari|iOS|Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1",
        "MOBILE|Chrome Mobile|Android|Mozilla/5.0 (Linux; Android 13; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36",
        "MOBILE|Firefox Mobile|Android|Mozilla/5.0 (Android 13; Mobile; rv:120.0) Gecko/120.0 Firefox/120.0",
        "MOBILE|Samsung Internet|Android|Mozilla/5.0 (Linux; Android 13; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36",
        "MOBILE|Chrome Mobile|Android|Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/96.0.4664.45 Mobile Safari/537.36",
        "MOBILE|Opera Mini|Symbian OS|Opera/9.80 (J2ME/MIDP; Opera Mini/9.80 (S60; SymbOS; Opera Mobi/23.348; U; en) Presto/2.5.25 Version/10.54",
        "MOBILE|Android|Android|Dalvik/2.1.0 (Linux; U; Android 13; Pixel 7 Build/TQ3A.230805.001)",
        "TABLET|Mobile Safari|iOS|Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1",
        "TABLET|Chrome|Android|Mozilla/5.0 (Linux; Android 13; SM-X906C) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
        "TABLET|Firefox Mobile|Android|Mozilla/5.0 (Android 13; Tablet; rv:120.0) Gecko/120.0 Firefox/120.0",
        "TABLET|Amazon Silk|Android|Mozilla/5.0 (Linux; Android 9; KFMAWI) AppleWebKit/537.36 (KHTML, like Gecko) Silk/108.4.6 like Chrome/108.0.5359.160 Safari/537.36",
        "UNKNOWN|Googlebot|none|Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "UNKNOWN|Googlebot|Android|Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "UNKNOWN|bingbot|none|Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "UNKNOWN|HeadlessChrome|Linux|Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36",
        "UNKNOWN|curl|none|curl/8.1.2",
        "UNKNOWN|none|none|nothing that anybody knows"
      })
  void tellsClassBrowserAndOs(String kind, String browser, String os, String userAgent) {
    Device device = DETECTOR.detect(userAgent);
    assertEquals(Device.Kind.valueOf(kind), device.kind());
    assertEquals(browser == null ? "" : browser, device.browser());
    assertEquals(os == null ? "" : os, device.os());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) AppleWebKit/538.1 (KHTML, like Gecko) Version/6.0 TV Safari/538.1",
        "Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/79.0.3945.79 Safari/537.36 WebAppManager",
        "Mozilla/5.0 (PlayStation; PlayStation 5/2.26) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.0 Safari/605.1.15",
        "Mozilla/5.0 (Linux; Android 9; BRAVIA 4K GB) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/90.0 Safari/537.36"
      })
  void countsOtherScreensAsUnknown(String userAgent) {
    assertEquals(Device.Kind.UNKNOWN, DETECTOR.detect(userAgent).kind());
  }

  /* The longest that the engine hands on: any bytes at all, and what makes expressions search long. */
  @Test
  void answersWhateverAStrangerSends() {
    SplittableRandom random = new SplittableRandom(3);
    String[] parts = {
      "Mozilla/5.0 (", "; ", "Android ", "1.1.", "x-", "(", ")", "\u0000", "\uD800"
    };
    for (int round = 0; round < 40; round++) {
      StringBuilder text = new StringBuilder();
      String repeated = parts[random.nextInt(parts.length)];
      while (text.length() < DeviceDetector.USER_AGENT_LENGTH_MAX) {
        text.append(round % 2 == 0 ? repeated : parts[random.nextInt(parts.length)]);
        text.append(random.nextInt(4) == 0 ? (char) random.nextInt(0x10000) : 'a');
      }
      Device device = DETECTOR.detect(text.toString());
      assertTrue(device.browser().length() <= text.length());
    }
  }
}

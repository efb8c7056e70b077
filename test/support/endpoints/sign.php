<?php
// A signature endpoint as PHP developers write it: php -S 127.0.0.1:8000 sign.php
$platform = getenv('WX_PLATFORM');
$appId = getenv('WX_APP_ID');

function ask(string $url, ?array $json = null): array {
  $http = $json === null ? [] : [
    'method' => 'POST',
    'header' => 'content-type: application/json',
    'content' => json_encode($json),
  ];
  return json_decode(file_get_contents($url, false, stream_context_create(['http' => $http])), true);
}

$token = ask("$platform/cgi-bin/stable_token", [
  'grant_type' => 'client_credential',
  'appid' => $appId,
  'secret' => getenv('WX_APP_SECRET'),
])['access_token'];
$ticket = ask("$platform/cgi-bin/ticket/getticket?type=jsapi&access_token=$token")['ticket'];

// PHP has decoded the parameter once. With ESCAPE=1, an XSS filter spoils it.
$url = getenv('ESCAPE') ? htmlspecialchars($_GET['url']) : $_GET['url'];
$timestamp = time();
$nonceStr = bin2hex(random_bytes(8));
$signature = sha1("jsapi_ticket=$ticket&noncestr=$nonceStr&timestamp=$timestamp&url=$url");

header('content-type: application/json');
header('access-control-allow-origin: https://www.example.com');
echo json_encode(compact('appId', 'timestamp', 'nonceStr', 'signature'));

// All words of the page that do not stand in index.html.

export const roles = { clerk: "填报人", supervisor: "主管", stranger: "未加入单位" };

export const words = {
  bot: "年报助手",
  members: (names) => names.join("、"),
  title: (name) => `${name}与年报助手`,
  typing: "正在处理…",
  offline: "连接中断，正在重新连接…",
  unread: (count) => `${count} 条未读`,
  write: "写消息，或输入 / 看命令",
  writeInGroup: "写消息，叫到年报助手它才答",
  emptyTitle: "还没有消息",
  emptyHint: "点“开始”，或者把年报文件发到这里。",
  start: "开始",
  emptyGroupTitle: "群里还没有消息",
  emptyGroupHint: "年报助手只答叫到它的文件：先点“@年报助手”，再把年报拖进来。群里只说结论，详情发到私聊。",
  mention: "@年报助手",
  answer: (name) => `回复${name}的消息`,
  answering: (name) => `回复${name}`,
  inPrivate: (name, count) => `${name}的私聊有 ${count} 条新消息，去看`,
  picture: "图片",
  edited: "已更新",
  today: "今天",
  yesterday: "昨天",
  photo: "年报助手发来的图片，点开可看原尺寸",
  ownPhoto: "发出的图片，点开可看原尺寸",
  download: (name) => `下载 ${name}`,
  sending: (name) => `正在发送 ${name} …`,
  reveal: "点开查看",
  expand: "展开",
  collapse: "收起",
};

// A message in a few words.
export const gist = ({ text, document, photo }) => document?.name ?? (text || (photo ? words.picture : ""));

const refusals = {
  button_gone: "这个按钮已经失效，请看最新的消息。",
  no_such_message: "这条消息已经不在了。",
  file_too_large: "文件超过 50 MB，发不出去。请压缩后再发。",
  text_too_long: "消息太长，请分几条发。",
};

export const refusal = (code) =>
  refusals[code] ?? "没有发送成功。请确认服务仍在运行，再试一次。";
